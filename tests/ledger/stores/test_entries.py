"""Appending with the caller's change, getting an index, reading, and who may integrate."""

import pytest

from rempart.ledger import checkpoint, merkle, store
from rempart.ledger.canonical import NotCanonical
from rempart.ledger.entry import place
from rempart.ledger.stores.entries import BLOB_MAX_BYTES
from rempart.terms.scope import Subject
from tests.ledger.conftest import Ledger


def test_without_a_transaction_nothing_is_appended(ledger: Ledger) -> None:
    with pytest.raises(store.NoTransaction):
        store.append(ledger.connection, [ledger.entry(1)])
    assert store.pending_count(ledger.connection) == 0


def test_change_and_record_are_kept_or_lost_together(ledger: Ledger) -> None:
    ledger.connection.execute("CREATE TABLE area (value INTEGER)")

    def change() -> None:
        with store.writing(ledger.connection):
            ledger.connection.execute("INSERT INTO area VALUES (1)")
            store.append(ledger.connection, [ledger.entry(1)])
            raise RuntimeError("after both")

    with pytest.raises(RuntimeError, match="after both"):
        change()
    assert ledger.connection.execute("SELECT count(*) FROM area").fetchone() == (0,)
    assert store.pending_count(ledger.connection) == 0
    assert ledger.append(ledger.entry(1)) == [1]  # the number was given back too


def test_a_refused_entry_takes_its_transaction_along(ledger: Ledger) -> None:
    with pytest.raises(NotCanonical):
        ledger.append(ledger.entry(1), ledger.entry(2, body={"share": 0.5}))
    assert store.pending_count(ledger.connection) == 0


def test_entries_get_indexes_in_the_order_of_their_commit(ledger: Ledger) -> None:
    ledger.append(ledger.entry(0), ledger.entry(1, org="other"), ledger.entry(2, org=""))
    ledger.append(ledger.entry(3))
    assert ledger.integrate(limit=3) == 3
    assert ledger.integrate() == 1
    assert ledger.integrate() == 0
    assert store.logs(ledger.connection) == ["acme", "installation", "other"]
    read = store.read_after(ledger.connection, "acme")
    assert [(found.index, found.entry.body["number"], found.seq) for found in read] == [(0, 0, 1), (1, 3, 4)]
    assert all(ledger.verify(log).ok for log in store.logs(ledger.connection))


def test_logs_taken_in_by_turns_get_their_places(ledger: Ledger) -> None:
    """What one statement takes apart (bulk.py) is what was computed, for numbers with gaps too."""
    ledger.append(*(ledger.entry(number, org="acme" if number % 3 else "other") for number in range(40)))
    assert ledger.integrate(limit=25) == 25
    assert ledger.integrate(now_ms=2**53 - 1) == 15
    for log, size in (("acme", 26), ("other", 14)):
        rows = ledger.connection.execute(
            "SELECT idx, leaf, front, tail, recorded_ms FROM ledger_place JOIN ledger_entry USING (id)"
            " WHERE ledger_place.log = ? AND ledger_entry.log = ? ORDER BY id", (log, log),
        ).fetchall()  # fmt: skip
        assert [row[0] for row in rows] == list(range(size))
        assert [bytes(row[1]) for row in rows] == [merkle.leaf_hash(place(*row[2:])) for row in rows]
        assert ledger.verify(log).ok


def test_reading_by_position_and_kind(ledger: Ledger) -> None:
    ledger.append(*(ledger.entry(n, kind="a.b" if n % 2 else "c.d") for n in range(10)))
    ledger.integrate()
    assert [found.index for found in store.read_after(ledger.connection, "acme", 3, limit=2)] == [4, 5]
    assert [found.index for found in store.read_after(ledger.connection, "acme", 3, ["a.b"])] == [5, 7, 9]
    assert store.read_after(ledger.connection, "nobody") == []
    of_site = store.entries_of(ledger.connection, "acme", Subject("site", "s1"), ["a.b", "c.d"], limit=2)
    assert [found.index for found in of_site] == [7, 4]
    assert store.entries_of(ledger.connection, "other", Subject("site", "s1")) == []
    found = of_site[0]
    data = store.entry_bytes(ledger.connection, "acme", 7)
    assert data is not None
    assert found.ref.hash == merkle.leaf_hash(data).hex()


def test_a_reader_moves_with_its_effect(ledger: Ledger) -> None:
    assert store.cursor(ledger.connection, "fold", "acme") == -1
    with store.writing(ledger.connection):
        store.move_cursor(ledger.connection, "fold", "acme", 4)
    assert store.cursor(ledger.connection, "fold", "acme") == 4
    with pytest.raises(store.NoTransaction):
        store.move_cursor(ledger.connection, "fold", "acme", 5)


def test_the_head_is_signed_after_it_is_stored(ledger: Ledger) -> None:
    ledger.fill(300)
    head = store.head(ledger.connection, "acme")
    assert head is not None
    signed = checkpoint.read(head.note, ledger.keys.verifier("acme"))
    assert (signed.size, signed.root) == (300, head.root) == (head.note_size, head.root)


def test_a_woken_older_integrator_writes_and_signs_nothing(ledger: Ledger) -> None:
    ledger.fill(3)
    before = store.head(ledger.connection, "acme")
    ledger.append(ledger.entry(9))
    newer = store.claim(ledger.connection)
    with pytest.raises(store.Overtaken):
        ledger.integrate()
    assert store.head(ledger.connection, "acme") == before
    assert ledger.integrate(epoch=newer) == 1
    assert ledger.verify().ok


def test_overtaken_between_storing_and_signing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment after the first commit: a newer one takes over; the older one's signature never appears."""
    ledger.append(ledger.entry(1))
    other = ledger.another()
    real = ledger.connection

    class Overtaking:
        """The same connection; another process claims the ledger right after the entries are committed."""

        in_transaction = property(lambda self: real.in_transaction)
        dialect = getattr(real, "dialect", "sqlite")

        def execute(self, sql: str, *values: object) -> store.Rows:
            found = real.execute(sql, *values)  # type: ignore[arg-type]
            if sql == "COMMIT" and not store.head(other, "acme").note:  # type: ignore[union-attr]
                store.claim(other)
            return found

        def executemany(self, sql: str, values: object) -> store.Rows:
            return real.executemany(sql, values)  # type: ignore[arg-type]

    with pytest.raises(store.Overtaken):
        store.integrate(Overtaking(), ledger.keys, epoch=ledger.epoch)  # type: ignore[arg-type]
    head = store.head(real, "acme")
    assert head is not None
    assert (head.size, head.note) == (1, "")
    assert ledger.integrate(epoch=store.claim(other)) == 0  # nothing new to place, but a head to sign
    assert ledger.verify().ok
    assert ledger.verify().signed == 1


def test_a_clock_set_back_does_not_turn_the_record_around(ledger: Ledger) -> None:
    ledger.append(ledger.entry(1))
    ledger.integrate(now_ms=5_000)
    ledger.append(ledger.entry(2))
    ledger.integrate(now_ms=4_000)
    assert [found.recorded_ms for found in store.read_after(ledger.connection, "acme")] == [5_000, 5_000]
    assert ledger.verify().ok


def test_blobs_belong_to_a_log_and_are_what_their_name_says(ledger: Ledger) -> None:
    with store.writing(ledger.connection):
        held = store.put_blob(ledger.connection, "acme", b"a large page")
        assert store.put_blob(ledger.connection, "acme", b"a large page") == held
    digest = str(held["blob"]["sha256"])
    assert store.read_blob(ledger.connection, "acme", digest) == b"a large page"
    assert store.read_blob(ledger.connection, "other", digest) is None
    ledger.connection.execute("UPDATE ledger_blob SET data = ?", (b"\0",))
    assert store.read_blob(ledger.connection, "acme", digest) is None
    with store.writing(ledger.connection), pytest.raises(ValueError, match="at most"):
        store.put_blob(ledger.connection, "acme", bytes(BLOB_MAX_BYTES + 1))
