"""The index is dropped, made again from bundles, and compared table by table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rempart.ledger import commitment, export, prune, rebuild, retention, store
from rempart.ledger.keys import Keys
from rempart.ledger.rebuild import CannotRebuild
from rempart.ledger.store import writing
from rempart.ledger.stores import sqlite
from tests.ledger.conftest import Ledger

NOW = 1_800_000_000_000
TABLES = (
    "ledger_entry", "ledger_place", "ledger_node", "ledger_head", "ledger_cursor", "ledger_blob",
    "ledger_personal_kept", "ledger_personal", "ledger_person_key", "ledger_erasure", "ledger_reader", "ledger_epoch",
)  # fmt: skip


def everything(ledger: Ledger) -> dict[str, list[Any]]:
    return {name: sorted(ledger.connection.execute(f"SELECT * FROM {name}").fetchall()) for name in TABLES}


def furnish(ledger: Ledger) -> None:
    """Three logs, interleaved, with a blob, a person, readers and several batches."""
    for number in range(900):
        org = ("acme", "other", "")[number % 3]
        ledger.append(ledger.entry(number, org=org, at_ms=5_000 - number))
        if number % 250 == 249:
            ledger.integrate()
    with writing(ledger.connection):
        made = commitment.seal(ledger.connection, "ada", "contact", {"note": "x"})
        body = store.put_blob(ledger.connection, "acme", b"b" * 5_000)
        seen = ledger.entry(1, commitments={"contact": made}, body=body)
        store.append(ledger.connection, [seen])
        retention.note(ledger.connection, [seen])
        store.move_cursor(ledger.connection, "fold", "acme", 17)
    while ledger.integrate():
        pass


@pytest.mark.parametrize("waiting", [0, 3])
def test_dropped_and_made_again_it_is_the_same(ledger: Ledger, tmp_path: Path, waiting: int) -> None:
    furnish(ledger)
    folders = rebuild.own_bundles(ledger.connection, tmp_path / "own")
    late = [ledger.entry(number) for number in range(waiting)]
    ledger.append(*late)
    before = everything(ledger)
    assert set(TABLES) == set(store.TABLES)
    # As if somebody had thrown the index away, and half of the rows with it.
    for table in ("ledger_node", "ledger_personal_kept"):
        ledger.connection.execute(f"DELETE FROM {table}")
    ledger.connection.execute("UPDATE ledger_entry SET kind = 'wrong.kind', subject_id = 'x' WHERE id % 2 = 0")
    done = rebuild.rebuild(ledger.connection, folders, ledger.keys)
    assert done == (3, 901, waiting)
    after = everything(ledger)
    if waiting:  # a waiting row is no part of any bundle: its columns stay what they were
        assert [row[0] for row in after["ledger_entry"]] == [row[0] for row in before["ledger_entry"]]
        before["ledger_entry"], after["ledger_entry"] = before["ledger_entry"][:901], after["ledger_entry"][:901]
    for name in TABLES:
        assert after[name] == before[name], name
    if not waiting:
        assert all(ledger.verify(log).ok for log in ("acme", "other", "installation"))


def test_into_an_empty_database(file_ledger: Ledger, tmp_path: Path) -> None:
    ledger = file_ledger
    furnish(ledger)
    folders = rebuild.own_bundles(ledger.connection, tmp_path / "own")
    fresh = replace(ledger, connection=sqlite.connect(tmp_path / "fresh.sqlite3"))
    with writing(fresh.connection):
        store.create(fresh.connection)
    assert rebuild.rebuild(fresh.connection, folders, ledger.keys).entries == 901
    assert all(fresh.verify(log).ok for log in ("acme", "other", "installation"))
    for log in ("acme", "other", "installation"):
        old, new = (list(store.final_bytes(one.connection, log, 0, 400)) for one in (ledger, fresh))
        assert old == new
    fresh.epoch = store.claim(fresh.connection)
    fresh.fill(5)  # and it goes on: no number is given twice
    assert fresh.verify().ok
    fresh.connection.close()


def test_with_a_withheld_prefix(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(600)
    archive = tmp_path / "archive"
    prune.archive(ledger.connection, "acme", archive)
    prune.announce(ledger.connection, "acme", 600, archive, "acme", NOW)
    ledger.integrate()
    prune.let_go(ledger.connection, "acme", 512)
    (folder,) = rebuild.own_bundles(ledger.connection, tmp_path / "own")
    head = store.head(ledger.connection, "acme")
    rebuild.rebuild(ledger.connection, [folder], ledger.keys)
    assert store.head(ledger.connection, "acme") == head
    assert ledger.verify().withheld == 512
    ledger.fill(3)
    assert ledger.verify().ok
    # The archive, brought up to date, gives the bytes back.
    prune.archive(ledger.connection, "acme", archive)
    rebuild.rebuild(ledger.connection, [archive], ledger.keys)
    assert (ledger.verify().ok, ledger.verify().withheld) == (True, 0)


def harm(folder: Path, how: str) -> None:
    first = folder / "tile/entries/000"
    if how == "flip":
        data = bytearray(first.read_bytes())
        data[len(data) // 2] ^= 1
        first.write_bytes(data)
    elif how == "missing":
        first.unlink()
    elif how == "short":
        first.write_bytes(first.read_bytes()[:-1])
    elif how == "note":
        note = folder / "checkpoint"
        note.write_text(note.read_text("utf-8").replace("\n300\n", "\n299\n"), "utf-8")
    elif how == "huge":
        first.write_bytes(b"\xff" * (rebuild.BUNDLE_MAX_BYTES + 1))
    elif how == "blob":
        (folder / "blob").mkdir()
        (folder / "blob" / ("0" * 64)).write_bytes(b"x")


@pytest.mark.parametrize("how", ["flip", "missing", "short", "note", "huge", "blob"])
def test_a_damaged_export_changes_nothing(ledger: Ledger, tmp_path: Path, how: str) -> None:
    ledger.fill(300)
    (folder,) = rebuild.own_bundles(ledger.connection, tmp_path / "own")
    harm(folder, how)
    before = everything(ledger)
    with pytest.raises(CannotRebuild):
        rebuild.rebuild(ledger.connection, [folder], ledger.keys)
    assert everything(ledger) == before


def test_no_entry_is_lost_by_a_rebuild(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(300)
    ledger.fill(10, org="other")
    folders = rebuild.own_bundles(ledger.connection, tmp_path / "own")
    with pytest.raises(CannotRebuild, match="no export of it"):
        rebuild.rebuild(ledger.connection, folders[:1], ledger.keys)
    with pytest.raises(CannotRebuild, match="same log"):
        rebuild.rebuild(ledger.connection, [folders[0], folders[0]], ledger.keys)
    ledger.fill(5)
    with pytest.raises(CannotRebuild, match="305 entries here, and the export has 300"):
        rebuild.rebuild(ledger.connection, folders, ledger.keys)
    ledger.append(ledger.entry(1))
    ledger.integrate(limit=1)
    with pytest.raises(CannotRebuild, match="signature"):
        rebuild.own_bundles(ledger.connection, tmp_path / "again")


def test_a_stranger_s_export_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(10)
    export.export(ledger.connection, "acme", tmp_path / "out")
    with pytest.raises(CannotRebuild):
        rebuild.rebuild(ledger.connection, [tmp_path / "out"], Keys(ledger.keys.name, b"s" * 32))


def test_a_fold_begins_anew(ledger: Ledger) -> None:
    with writing(ledger.connection):
        store.move_cursor(ledger.connection, "fold", "acme", 17)
        store.move_cursor(ledger.connection, "sender", "acme", 17)
    rebuild.follow_again(ledger.connection, ["fold"])
    assert store.cursor(ledger.connection, "fold", "acme") == -1
    assert store.cursor(ledger.connection, "sender", "acme") == 17
