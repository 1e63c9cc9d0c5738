"""What goes is what was shown; keys are overwritten first; what we did not make stays."""

import os
from pathlib import Path

import pytest

from rempart.channel.lock import FolderLock, Held
from rempart.daemon import service
from rempart.upkeep import backup, places, remove
from tests.contracts.stranger import Stranger
from tests.upkeep import folder

NOW = 1_800_000_000_000


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder.furnish(tmp_path / "data")
    backup.back_up(tmp_path / "data", NOW)
    return tmp_path / "data"


def test_everything_of_ours_and_nothing_else(state: Path, tmp_path: Path) -> None:
    units = tmp_path / "units"
    units.mkdir()
    assert service.MARK.startswith(remove.UNIT_MARK)
    for name, mark, data in (
        ("rempart.service", service.MARK, state),
        ("rempart-other.service", service.MARK, "%S/rempart"),
        ("rempart-mine.service", "# by hand", state),
    ):
        (units / name).write_text(f"{mark}\n[Service]\nEnvironment=REMPART_DATA={data}\n")
    wanted = units / "multi-user.target.wants"
    wanted.mkdir()
    for name in ("rempart.service", "rempart-mine.service"):
        (wanted / name).symlink_to(units / name)
    (state / "notes.txt").write_text("mine")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("stay")
    (state / "tools").symlink_to(outside)
    planned = remove.plan(state, erase_data=True, unit_folders=(units, tmp_path / "none"))
    assert planned.units == [units / "rempart.service"]
    assert {entry.name for entry in planned.stays} == {"notes.txt", "tools"}
    remove.carry_out(state, planned)
    assert sorted(entry.name for entry in state.iterdir()) == ["notes.txt", "tools"]
    assert (outside / "file").read_text() == "stay"
    assert [entry.name for entry in wanted.iterdir()] == ["rempart-mine.service"]
    assert sorted(entry.name for entry in units.glob("*.service")) == ["rempart-mine.service", "rempart-other.service"]


def test_keys_are_overwritten_and_foreign_copies_are_not(state: Path, tmp_path: Path) -> None:
    key = state / "session.key"
    handle = os.open(key, os.O_RDONLY)
    os.link(state / "rempart.sqlite3", tmp_path / "hardlink")
    remove.carry_out(state, remove.plan(state, erase_data=True, unit_folders=()))
    assert set(os.pread(handle, 1_000, 0)) == {0}
    os.close(handle)
    assert (tmp_path / "hardlink").read_bytes().startswith(b"SQLite format")
    assert not state.exists()


def test_data_stay_unless_asked_for(state: Path) -> None:
    (state / "tools").mkdir()
    held = folder.size(state)
    planned = remove.plan(state, erase_data=False, unit_folders=())
    assert [entry.name for entry in planned.data] == ["tools"]
    remove.carry_out(state, planned)
    assert folder.size(state) == held
    assert (state / places.BACKUPS).is_dir()


def test_not_while_it_runs(state: Path) -> None:
    held = folder.size(state)
    with FolderLock(state, "up"), pytest.raises(Held):
        remove.carry_out(state, remove.plan(state, erase_data=True, unit_folders=()))
    assert folder.size(state) == held


@pytest.mark.slow
def test_nothing_goes_without_the_word(state: Path) -> None:
    person, held = Stranger(state), folder.size(state)
    for words in ((), ("--word", "yes")):
        said = person.run("uninstall", "--erase-data", *words)
        assert (said.code, said.out) == (2, "")
        assert f"{state}/keys" in said.err
    assert folder.size(state) == held
    said = person.run("uninstall", "--erase-data", "--word", "remove", "--json")
    assert said.code == 0
    assert f"{state}/session.key" in said.document["removed"]
    assert not state.exists()
