"""After a restore: the tail comes back byte for byte, or a successor says what was lost; nothing else is ever signed."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import rempart_verify
from rempart.channel import integrator, origins, spool
from rempart.channel.spool import Spool, drain
from rempart.ledger import export, recall, store
from rempart.ledger.entry import Recorded
from rempart.ledger.recall import RolledBack
from rempart.ledger.recovery import recover
from rempart.ledger.recovery.recover import CannotRecover
from rempart.ledger.stores import succession, tables, tables_witness
from rempart.ledger.verify import verify
from tests.ledger.conftest import Ledger


@dataclass
class Restored:
    """A ledger of 320 entries whose database was put back from a copy made at 300."""

    ledger: Ledger
    export: Path
    before: list[Recorded]

    def check(self) -> None:
        recall.check(self.ledger.connection, self.ledger.state, self.ledger.keys)

    def recover(self, *exports: Path, may_succeed: bool = False) -> list[recover.Recovered]:
        ledger = self.ledger
        return recover.recover(ledger.connection, ledger.state, ledger.keys, list(exports), may_succeed=may_succeed)

    def integrate(self) -> None:
        ledger = self.ledger
        ledger.epoch = integrator.begin(ledger.connection, ledger.state, ledger.keys)
        while integrator.pass_once(ledger.connection, ledger.state, ledger.keys, ledger.epoch):
            pass

    def verifies(self, log: str, folder: Path) -> bool:
        export.export(self.ledger.connection, log, folder)
        return rempart_verify.main([str(folder), "--key", str(self.ledger.keys.verifier(log))]) == 0


def everything(ledger: Ledger, log: str = "acme") -> list[Recorded]:
    return store.read_after(ledger.connection, log, limit=10_000)


Copy = dict[str, list[tuple[object, ...]]]


def copy_of(ledger: Ledger) -> Copy:
    """Every row of the ledger's tables, as a backup of either database would hold them."""
    more = tables.POSTGRES_ONLY if store.is_postgres(ledger.connection) else ()
    names = (*tables.TABLES, *tables_witness.TABLES, *more)
    return {name: ledger.connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def put_back(ledger: Ledger, copy: Copy) -> None:
    with store.writing(ledger.connection):
        for name, rows in copy.items():
            ledger.connection.execute(f"DELETE FROM {name}")
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                ledger.connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)


@pytest.fixture
def restored(ledger: Ledger, tmp_path: Path) -> Restored:
    ledger.fill(300)
    ledger.append(*(ledger.entry(number, body={"waiting": number}) for number in range(4)))  # four without a place
    recall.keep(ledger.connection, ledger.state, ledger.epoch)
    copy = copy_of(ledger)
    with store.writing(ledger.connection):
        held = store.put_blob(ledger.connection, "acme", b"large")
        store.append(ledger.connection, [ledger.entry(500, body=held)])
    ledger.fill(15)
    recall.keep(ledger.connection, ledger.state, ledger.epoch)
    export.export(ledger.connection, "acme", tmp_path / "out")
    made = Restored(ledger, tmp_path / "out", everything(ledger))
    put_back(ledger, copy)
    return made


def test_until_recovered_nothing_is_signed(restored: Restored) -> None:
    with pytest.raises(RolledBack, match="rempart ledger recover"):
        restored.integrate()
    head = store.head(restored.ledger.connection, "acme")
    assert head is not None
    assert (head.size, head.note_size) == (300, 300)


def test_the_tail_comes_back_byte_for_byte(restored: Restored, tmp_path: Path) -> None:
    (done,) = restored.recover(restored.export)
    assert (done.before, done.after, done.successor) == (300, 320, "")
    assert everything(restored.ledger) == restored.before
    head = store.head(restored.ledger.connection, "acme")
    assert head is not None
    assert head.note == (restored.export / "checkpoint").read_text(
        "utf-8"
    )  # the old signature: nothing was signed anew
    assert store.read_blob(restored.ledger.connection, "acme", next((restored.export / "blob").iterdir()).name)
    restored.check()
    restored.integrate()
    assert restored.ledger.verify().ok
    assert [one.entry.kind for one in everything(restored.ledger, "installation")] == ["ledger.log.recovered"]
    assert restored.verifies("acme", tmp_path / "again")
    assert restored.recover() == []  # a second call finds nothing to do


def test_new_entries_take_a_higher_epoch(restored: Restored) -> None:
    before = store.hub_epoch(restored.ledger.connection)
    restored.recover(restored.export)
    restored.ledger.append(restored.ledger.entry(1))
    restored.integrate()
    newest = everything(restored.ledger)[-1]
    assert (newest.index, newest.seq) == (320, 2)  # the first one says what was recovered
    assert newest.epoch > before
    assert restored.ledger.verify().ok


def test_a_crash_in_the_middle_is_gone_on_from(restored: Restored, monkeypatch: pytest.MonkeyPatch) -> None:
    from rempart.ledger.recovery import reappend

    monkeypatch.setattr(reappend, "BATCH_MAX", 7)
    real, calls = reappend._place, []

    def dies(*given: object) -> None:
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(1)
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reappend, "_place", dies)
    with pytest.raises(KeyboardInterrupt):
        restored.recover(restored.export)
    with pytest.raises(RolledBack, match="has 314 entries, and 320"):
        restored.check()
    monkeypatch.setattr(reappend, "_place", real)
    restored.recover(restored.export)
    assert everything(restored.ledger) == restored.before
    restored.integrate()
    assert restored.ledger.verify().ok


def test_a_spool_put_back_with_the_database_repeats_nothing(ledger: Ledger, tmp_path: Path) -> None:
    with store.writing(ledger.connection):
        origins.allow(ledger.connection, "guard", ["acme"], ["fact.*"])
    writer = Spool(ledger.state, "guard")
    writer.append([ledger.entry(number) for number in range(5)])
    writer.close()
    shutil.copytree(ledger.state / spool.FOLDER, tmp_path / "kept")
    ledger.fill(3)
    copy = copy_of(ledger)
    drain(ledger.connection, ledger.state, "guard")
    while ledger.integrate():
        pass
    recall.keep(ledger.connection, ledger.state, ledger.epoch)
    export.export(ledger.connection, "acme", tmp_path / "out")
    shutil.rmtree(ledger.state / spool.FOLDER)
    shutil.copytree(tmp_path / "kept", ledger.state / spool.FOLDER)
    put_back(ledger, copy)
    recover.recover(ledger.connection, ledger.state, ledger.keys, [tmp_path / "out"])
    drained = drain(ledger.connection, ledger.state, "guard")
    assert (drained.taken, drained.repeated) == (0, 5)


def test_an_altered_export_is_refused_whole(restored: Restored) -> None:
    bundle = restored.export / "tile" / "entries" / "001.p" / "64"
    bundle.write_bytes(bundle.read_bytes().replace(b'"number":3', b'"number":4'))
    with pytest.raises(CannotRecover, match="does not continue"):
        restored.recover(restored.export)
    assert len(everything(restored.ledger)) == 300
    (restored.export / "tile" / "entries" / "001.p" / "64").unlink()
    with pytest.raises(CannotRecover, match="missing"):
        restored.recover(restored.export)


def test_an_export_of_a_stranger_is_refused(restored: Restored) -> None:
    file = restored.export / "checkpoint"
    file.write_text(file.read_text("utf-8").replace("\n320\n", "\n319\n"), "utf-8")
    with pytest.raises(CannotRecover, match="not signed by this installation"):
        restored.recover(restored.export)


def test_what_is_lost_is_said_before_anything_is_given_up(restored: Restored) -> None:
    with pytest.raises(CannotRecover, match="entries 300 to 319 were signed"):
        restored.recover()
    with pytest.raises(RolledBack):
        restored.check()


def test_a_successor_says_in_the_open_what_was_lost(restored: Restored, tmp_path: Path) -> None:
    (done,) = restored.recover(may_succeed=True)
    assert (done.after, done.signed, done.successor) == (300, 320, "acme.2")
    restored.integrate()
    entries = everything(restored.ledger, "acme.2")
    first = entries[0]
    assert (first.index, first.entry.kind, first.entry.org) == (0, "ledger.log.succeeded", "acme")
    assert first.entry.body["checkpoint"] == (restored.export / "checkpoint").read_text("utf-8")
    assert first.entry.body["lost"] == {"first": 300, "last": 319}
    assert [one.entry.body for one in entries[1:]] == [{"waiting": number} for number in range(4)]
    assert restored.verifies("acme.2", tmp_path / "successor")
    assert restored.verifies("acme", tmp_path / "closed")


def test_nothing_is_ever_signed_again_under_the_old_origin(restored: Restored) -> None:
    connection = restored.ledger.connection
    restored.recover(may_succeed=True)
    restored.ledger.append(restored.ledger.entry(1))
    restored.integrate()
    old = store.head(connection, "acme")
    assert old is not None
    assert old.size == old.note_size == 300
    connection.execute("UPDATE ledger_head SET size = 301 WHERE log = 'acme'")  # whatever happens to its head
    assert not store.has_unsigned(connection)
    restored.ledger.integrate()
    assert store.head(connection, "acme").note == old.note  # type: ignore[union-attr]


def test_readers_go_on_in_the_successor(restored: Restored) -> None:
    connection = restored.ledger.connection
    with store.writing(connection):
        store.move_cursor(connection, "reader", "acme", 297)
    restored.recover(may_succeed=True)
    restored.integrate()
    seen = []
    while entries := store.unread(connection, "reader", "acme", limit=2):
        seen += [(one.log, one.index) for one in entries]
        with store.writing(connection):
            store.move_cursor(connection, "reader", entries[-1].log, entries[-1].index)
    assert seen == [("acme", 298), ("acme", 299), *(("acme.2", number) for number in range(5))]
    assert succession.lineage(connection, "acme") == ["acme", "acme.2"]
    assert succession.first(connection, "acme.2") == "acme"


def test_a_later_head_than_was_admitted_is_still_refused(restored: Restored) -> None:
    restored.recover(may_succeed=True)
    restored.integrate()
    text = restored.ledger.keys.sign("acme", 400, bytes(32))
    assert recall.learn(restored.ledger.state, restored.ledger.keys, "acme", text)
    with pytest.raises(RolledBack, match="400 were already signed"):
        restored.check()


def test_part_of_the_tail_then_a_successor(restored: Restored) -> None:
    text = restored.ledger.keys.sign("acme", 350, bytes(32))  # a witness has seen 350; the export reaches 320
    recall.learn(restored.ledger.state, restored.ledger.keys, "acme", text)
    with pytest.raises(CannotRecover, match="entries 320 to 349"):
        restored.recover(restored.export)
    (done,) = restored.recover(restored.export, may_succeed=True)
    assert (done.after, done.signed, done.successor) == (320, 350, "acme.2")
    restored.integrate()
    assert verify(restored.ledger.connection, "acme.2", restored.ledger.keys.verifier("acme.2")).ok


def test_a_database_that_went_another_way_is_not_mended(restored: Restored) -> None:
    shutil.move(restored.ledger.state / recall.FOLDER, restored.ledger.state / "away")
    restored.ledger.fill(30)
    shutil.move(restored.ledger.state / "away", restored.ledger.state / recall.FOLDER)
    with pytest.raises(CannotRecover, match="other entries than the 320"):
        restored.recover(restored.export, may_succeed=True)


def test_a_restored_folder_waits_for_recover(ledger: Ledger) -> None:
    ledger.fill(3)
    recall.keep(ledger.connection, ledger.state, ledger.epoch)
    recall.mark_restored(ledger.state)
    with pytest.raises(RolledBack, match="put back from a backup"):
        integrator.begin(ledger.connection, ledger.state, ledger.keys)
    assert recover.recover(ledger.connection, ledger.state, ledger.keys, []) == []
    integrator.begin(ledger.connection, ledger.state, ledger.keys)
