"""A backup comes back whole or not at all; what is newer is not lost unasked, and who was erased stays erased."""

import contextlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rempart.channel.integrator import begin
from rempart.channel.lock import FolderLock, Held
from rempart.channel.place import DATABASE, database
from rempart.ledger import keys, recall, store
from rempart.ledger.commitment import Erased, erase, seal, unseal
from rempart.ledger.stores import sqlite
from rempart.ledger.verify import verify
from rempart.upkeep import backup, envelope, places, swap
from rempart.upkeep.manifest import Damaged
from rempart.upkeep.restore import Newer, NotUsable, go_back, restore, rolled_back_by
from tests.upkeep import folder

NOW = 1_800_000_000_000
WORDS = b"granite-not-gravel-5"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder.furnish(tmp_path / "data")
    return tmp_path / "data"


def holds(state: Path) -> bool:
    """The whole ledger under its key."""
    signing = keys.load(state)
    with contextlib.closing(sqlite.connect_to_read(database(state))) as connection:
        return all(verify(connection, log, signing.verifier(log)).ok for log in store.logs(connection))


def readable(state: Path) -> list[str]:
    """Whose sealed fields can be opened."""
    found = []
    with contextlib.closing(sqlite.connect_to_read(database(state))) as connection:
        for made, person in connection.execute("SELECT commitment, person FROM ledger_personal ORDER BY person"):
            if unseal(connection, made) is not None:
                found.append(person)
    return found


@pytest.mark.parametrize("words", [None, WORDS])
def test_round_trip_to_another_machine(state: Path, tmp_path: Path, words: bytes | None) -> None:
    data, seals = backup.back_up(state, NOW, words=words)
    other = tmp_path / "other"
    done = restore(other, data.folder, NOW + 1, seals=seals.folder, words=words)
    assert done.unreadable == 0
    assert done.rolled_back is not None  # nobody there knows what was signed since
    assert "rempart ledger recover" in done.rolled_back
    folder.write(other, 1, integrate=False)
    signing = keys.load(other)
    with contextlib.closing(sqlite.connect(database(other))) as connection, pytest.raises(recall.RolledBack):
        begin(connection, other, signing)
    assert holds(other)
    assert folder.size(other) == folder.size(state)
    assert readable(other) == ["bob", "chloe"]
    assert (other / "session.key").read_text() == "session-key-canary"
    assert folder.rows(other, "SELECT * FROM django_session") == []
    assert other.stat().st_mode & 0o077 == 0
    assert (other / DATABASE).stat().st_mode & 0o077 == 0
    assert not list(other.rglob("person-keys*"))
    (other / recall.RESTORED).unlink()  # as `rempart ledger recover` does once it has asked everybody
    folder.write(other, 3)
    assert holds(other)


def test_without_the_keys_it_says_who_cannot_be_read(state: Path, tmp_path: Path) -> None:
    data, _ = backup.back_up(state, NOW)
    done = restore(tmp_path / "other", data.folder, NOW + 1)
    assert done.unreadable == 2
    assert readable(tmp_path / "other") == []


def test_the_erased_stay_erased(state: Path) -> None:
    made = backup.back_up(state, NOW)[0]
    connection = sqlite.connect(database(state))
    with contextlib.closing(connection), store.writing(connection):
        erase(connection, "bob", NOW)
        connection.execute("DELETE FROM directory_person WHERE uid = 'bob'")
    done = restore(state, made.folder, NOW + 1)
    assert done.erased == 1
    assert readable(state) == ["chloe"]
    assert b"Bob Canary" not in database(state).read_bytes()
    connection = sqlite.connect(database(state))
    with contextlib.closing(connection), store.writing(connection), pytest.raises(Erased):
        seal(connection, "bob", "contact", {"email": "back"})


def test_a_later_backup_tells_who_was_erased_when_the_machine_is_lost(state: Path, tmp_path: Path) -> None:
    old, old_keys = backup.back_up(state, NOW)
    connection = sqlite.connect(database(state))
    with contextlib.closing(connection), store.writing(connection):
        erase(connection, "bob", NOW)
    backup.back_up(state, NOW + 1)
    done = restore(tmp_path / "other", old.folder, NOW + 2, seals=old_keys.folder)
    assert done.erased == 1
    assert readable(tmp_path / "other") == ["chloe"]


def test_newer_data_are_not_lost_unasked(state: Path) -> None:
    made, held = backup.back_up(state, NOW)[0], folder.size(state)
    folder.write(state, 5)
    with pytest.raises(Newer, match="5 entries"):
        restore(state, made.folder, NOW + 1)
    assert folder.size(state) == held + 5
    done = restore(state, made.folder, NOW + 1, replace=True)
    assert folder.size(state) == held
    assert done.rolled_back is not None
    assert f"{held + 5} were already signed" in done.rolled_back
    assert go_back(state, NOW + 2)
    assert folder.size(state) == held + 5
    assert rolled_back_by(state) is None
    assert holds(state)
    with contextlib.closing(sqlite.connect_to_read(database(state))) as connection:
        assert store.pending_count(connection) == 1  # that it was put back


def test_another_history_of_the_same_length_is_newer_too(state: Path, tmp_path: Path) -> None:
    folder.furnish(tmp_path / "foreign")
    made, seals = backup.back_up(tmp_path / "foreign", NOW)
    with pytest.raises(Newer):
        restore(state, made.folder, NOW + 1, seals=seals.folder)
    restore(state, made.folder, NOW + 1, seals=seals.folder, replace=True)
    assert keys.load(state).name == keys.load(tmp_path / "foreign").name
    assert "rempart ledger recover" in str(rolled_back_by(state))  # another installation came into this folder
    assert holds(state)
    go_back(state, NOW + 2)
    assert rolled_back_by(state) is None  # it is this machine's own state again


def test_refused_while_an_instance_runs(state: Path) -> None:
    made = backup.back_up(state, NOW)[0]
    for name in ("up", "integrator"):
        with FolderLock(state, name), pytest.raises(Held):
            restore(state, made.folder, NOW + 1, replace=True)
    assert swap.states(state) == []


@pytest.mark.parametrize("harm", ["flip", "wrong words", "no words", "ledger", "later", "keys"])
def test_what_cannot_be_trusted_changes_nothing(state: Path, harm: str) -> None:
    data, seals = backup.back_up(state, NOW, words=None if harm in ("flip", "ledger", "later", "keys") else WORDS)
    before = sorted((file.relative_to(state).as_posix(), file.read_bytes()) for file in files(state))
    expected: type[Exception] = NotUsable
    words, known, source = None, None, data.folder
    if harm == "flip":
        file = data.folder / DATABASE
        file.write_bytes(file.read_bytes()[:-1] + b"\xff")
        expected = Damaged
    elif harm == "wrong words":
        words, expected = b"basalt-not-gravel-5", envelope.WrongPassphrase
    elif harm == "ledger":
        forge(data.folder)
        expected = Damaged
    elif harm == "later":
        known = {"directory": {"0000_none"}}
    elif harm == "keys":
        source = seals.folder
    with pytest.raises(expected):
        restore(state, source, NOW + 1, words=words, known=known, replace=True)
    assert sorted((file.relative_to(state).as_posix(), file.read_bytes()) for file in files(state)) == before


def forge(copy: Path) -> None:
    """An entry altered in the backup, and the manifest made to fit: only the ledger can tell."""
    from rempart.upkeep import manifest

    said = manifest.read(copy)
    with contextlib.closing(sqlite.connect(copy / DATABASE)) as connection:
        connection.execute("UPDATE ledger_entry SET front = replace(front, 'site', 'kite') WHERE id = 3")
        connection.execute("PRAGMA journal_mode=DELETE")
    import msgspec

    files_ = {name: manifest.digest(copy / name) for name in said.files}
    manifest.write(copy, msgspec.structs.replace(said, files=files_))


def files(state: Path) -> list[Path]:
    """What must not change."""
    left = (places.BACKUPS, places.WORK)
    found = (file for file in state.rglob("*") if file.is_file() and file.relative_to(state).parts[0] not in left)
    return [file for file in found if not file.name.endswith((".lock", "-shm", "-wal"))]


@pytest.mark.slow
def test_killed_at_any_step_it_is_the_old_state_or_the_new_one(state: Path, tmp_path: Path) -> None:
    made, held = backup.back_up(state, NOW)[0], folder.size(state)
    folder.write(state, 5)
    for step in range(1, 200):
        copy = tmp_path / f"copy{step}"
        shutil.copytree(state, copy)
        done = subprocess.run(
            [sys.executable, "-m", "tests.upkeep.killed", copy, made.folder, str(step)],
            cwd=ROOT, check=False, capture_output=True, timeout=60,
        )  # fmt: skip
        assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
        was_open = swap.is_open(copy)
        swap.complete(copy)
        assert folder.size(copy) == (held if was_open or swap.states(copy) else held + 5)
        if swap.states(copy):
            go_back(copy, NOW + 600_000)
            assert folder.size(copy) == held + 5
        assert rolled_back_by(copy) is None
        assert holds(copy)
        shutil.rmtree(copy)
        if done.returncode == 0:
            assert step > 20
            return
    raise AssertionError("it never came to the end")
