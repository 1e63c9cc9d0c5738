"""What somebody else wrote out names files and logs here: a name that is not its own is refused before a file is touched."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rempart.ledger import keys
from rempart.upkeep import manifest
from rempart.upkeep.manifest import Manifest
from rempart.upkeep.tenants.export import ACCOUNTS, CONTENT, LOGS, Content, Log
from rempart.upkeep.tenants.taking_in import CannotTakeIn, take_in

pytestmark = pytest.mark.django_db
UID = "kestre2222222222"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    keys.load_or_create(folder)
    (folder / "documents").mkdir()
    return folder


def key(log: str, at: Path) -> str:
    return str(keys.load_or_create(at / "theirs").verifier(log))


def written(folder: Path, content: Content, files: dict[str, str], uids: tuple[str, ...] = ()) -> Path:
    """A folder that is whole: its manifest names every file, and every file is what the manifest says."""
    lines = "".join(f"{json.dumps({'id': at, 'uid': uid})}\n" for at, uid in enumerate(uids or (content.uid,)))
    said = {CONTENT: msgspec.json.encode(content).decode(), ACCOUNTS: "", "rows/directory.Organisation.jsonl": lines}
    for name, text in {**said, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    pieces = {
        file.relative_to(folder).as_posix(): manifest.digest(file) for file in folder.rglob("*") if file.is_file()
    }
    manifest.write(folder, Manifest(manifest.FORM, "organisation", "", "", "sqlite", {}, {}, 0, (), pieces))
    return folder


def content(uid: str, logs: list[Log], **more: Any) -> Content:
    return msgspec.structs.replace(Content(uid, "", 0, {}, 0, None, 0, logs, [], []), **more)


def held(state: Path) -> dict[str, bytes]:
    return {file.relative_to(state).as_posix(): file.read_bytes() for file in state.rglob("*") if file.is_file()}


def refused(state: Path, folder: Path) -> str:
    before = held(state)
    with pytest.raises(CannotTakeIn) as said:
        take_in(state, folder, None)
    assert held(state) == before
    return str(said.value)


@pytest.mark.parametrize("uid", ["../keys", "..", "", "installation", "a/b"])
def test_an_id_that_leads_elsewhere_is_refused(state: Path, tmp_path: Path, uid: str) -> None:
    said = content(uid, [Log(uid, 0, [key(uid, tmp_path)])])
    folder = written(tmp_path / "out", said, {f"{LOGS}/ledger.key": "ours now"})
    assert "no organisation's id" in refused(state, folder)


@pytest.mark.parametrize("log", ["../../x", "installation", f"{UID}.2/../../x", f"{UID}x", f".{UID}"])
def test_a_log_of_somebody_else_is_refused(state: Path, tmp_path: Path, log: str) -> None:
    said = content(UID, [Log(log, 0, [key(log, tmp_path)])])
    assert "no log of this organisation" in refused(state, written(tmp_path / "out", said, {f"{LOGS}/x": ""}))


def test_a_key_counts_only_for_the_log_it_names(state: Path, tmp_path: Path) -> None:
    for named in ([key("installation", tmp_path)], [key(UID, tmp_path), key("installation", tmp_path)], []):
        said = content(UID, [Log(UID, 0, named)])
        assert "keys" in refused(state, written(tmp_path / f"out{len(named)}", said, {f"{LOGS}/x": ""}))


def test_rows_of_another_organisation_are_refused(state: Path, tmp_path: Path) -> None:
    said = content(UID, [Log(UID, 0, [key(UID, tmp_path)])])
    folder = written(tmp_path / "out", said, {f"{LOGS}/x": ""}, uids=(UID, ".."))
    assert "one organisation" in refused(state, folder)


def test_a_reader_of_somebody_elses_log_is_refused(state: Path, tmp_path: Path) -> None:
    said = content(UID, [Log(UID, 0, [key(UID, tmp_path)])], readers=[("maturity.fold_facts", "other", 9)])
    assert "somebody else" in refused(state, written(tmp_path / "out", said, {f"{LOGS}/x": ""}))


def test_a_document_that_is_not_what_its_name_says_takes_no_other_ones_place(state: Path, tmp_path: Path) -> None:
    (state / "documents" / ("0" * 64)).write_text("an auditor's report")
    said = content(UID, [Log(UID, 0, [key(UID, tmp_path)])])
    files = {f"{LOGS}/x": "", f"documents/{'0' * 64}": "forged"}
    assert "what its name says" in refused(state, written(tmp_path / "out", said, files))
