"""What only a server can get wrong: transactions that commit out of order, months, a lost server, a secret in a message."""

import threading
import time
from collections.abc import Callable

import pytest

from rempart.ledger import commitment, store
from rempart.ledger.stores import bulk, partitions
from rempart.ledger.stores.entries import add_pending, pending_row
from rempart.ledger.stores.fault import Fault
from rempart.ledger.stores.postgres import connect
from tests.ledger.conftest import Ledger

PATIENCE_S = 90.0
MONTH_MS = 31 * 86_400_000


def until(holds: Callable[[], object]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)  # between two looks at the condition


def waiting(ledger: Ledger) -> int:
    """How many connections wait for a lock in this database."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    (count,) = ledger.connection.execute(query).fetchone()
    return int(count)


def overtaken(ledger: Ledger) -> list[int]:
    """One writer draws its number first and commits last; the numbers that are recorded in the end."""
    slow, quick = ledger.another(), ledger.another()
    slow.execute("BEGIN")
    add_pending(slow, [pending_row(ledger.entry(1), "guard", 1, 1)])
    slow.execute("INSERT INTO ledger_cursor VALUES ('guard', 1, 1)")

    def overtake() -> None:
        with store.writing(quick):
            store.append(quick, [ledger.entry(2)])

    thread = threading.Thread(target=overtake)
    thread.start()
    until(lambda: waiting(ledger) or not thread.is_alive())
    ledger.integrate()
    slow.execute("COMMIT")
    thread.join(PATIENCE_S)
    while ledger.integrate():
        pass
    assert store.pending_count(ledger.connection) == 0
    assert ledger.verify().ok
    return sorted(each.entry.body["number"] for each in store.read_after(ledger.connection, "acme"))


def test_an_entry_that_commits_late_is_not_passed_over(server_ledger: Ledger) -> None:
    assert overtaken(server_ledger) == [1, 2]


def test_numbers_from_a_sequence_would_pass_it_over(server_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store as most would write it, to show that the test above sees the loss: all is signed, and one is gone."""
    ledger = server_ledger
    ledger.connection.execute(f"CREATE SEQUENCE plain START {partitions.floor(int(time.time() * 1000)) + 1}")

    def from_a_sequence(connection: store.Connection, count: int) -> int:
        (first,) = connection.execute(
            "SELECT min(nextval('plain')) FROM generate_series(1, ?::bigint)", (count,)
        ).fetchone()
        return int(first)

    monkeypatch.setattr(bulk, "_draw", from_a_sequence)
    assert overtaken(ledger) == [2]


def test_many_writers_at_once(server_ledger: Ledger) -> None:
    ledger, threads = server_ledger, []

    def write(first: int) -> None:
        connection = connect(ledger.address)
        for number in range(first, first + 20):
            with store.writing(connection):
                store.append(connection, [ledger.entry(number), *([ledger.entry(number + 500)] * (number % 12))])
        connection.close()

    for first in range(0, 80, 20):
        threads.append(threading.Thread(target=write, args=(first,)))
        threads[-1].start()
    while any(thread.is_alive() for thread in threads):
        ledger.integrate(limit=7)
    while ledger.integrate():
        pass
    found = [each.entry.body["number"] for each in store.read_after(ledger.connection, "acme")]
    assert [number for number in sorted(found) if number < 80] == list(range(80))
    assert len(found) == 80 + sum(number % 12 for number in range(80))
    assert ledger.verify().ok


def test_a_month_is_a_partition_and_the_number_says_which(server_ledger: Ledger) -> None:
    ledger = server_ledger
    ledger.fill(20)
    rows = ledger.connection.execute("SELECT tableoid::regclass::text, min(id) FROM ledger_entry GROUP BY 1").fetchall()
    now = time.gmtime()
    assert rows == [(f"ledger_entry_{now.tm_year:04d}_{now.tm_mon:02d}", partitions.floor(int(time.time() * 1000)) + 1)]
    plan = ledger.connection.execute(f"EXPLAIN SELECT front FROM ledger_entry WHERE id = {rows[0][1]}").fetchall()
    assert str(plan).count("ledger_entry_") == str(plan).count(rows[0][0])  # no other month is looked into


def test_a_month_nobody_made_ahead_is_moved_over(server_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, later = server_ledger, int(time.time() * 1000) + 12 * MONTH_MS
    monkeypatch.setattr(bulk, "floor", lambda _: partitions.floor(later))
    ledger.fill(20)
    (rest,) = ledger.connection.execute(f"SELECT count(*) FROM {partitions.REST}").fetchone()
    assert rest == 20
    with store.writing(ledger.connection):
        assert partitions.ensure(ledger.connection, later) == partitions.AHEAD + 1
    (rest,) = ledger.connection.execute(f"SELECT count(*) FROM {partitions.REST}").fetchone()
    assert rest == 0
    assert ledger.verify().size == 20
    assert ledger.verify().ok
    ledger.fill(1)
    with store.writing(ledger.connection):
        assert partitions.ensure(ledger.connection, later) == 0


def test_erasing_waits_for_whoever_writes_about_the_same_person(server_ledger: Ledger) -> None:
    ledger, writer, eraser = server_ledger, server_ledger.another(), server_ledger.another()
    writer.execute("BEGIN")
    made = commitment.seal(writer, "person-1", "contact", {"name": "Ada"})

    def erase() -> None:
        with store.writing(eraser):
            commitment.erase(eraser, "person-1")

    thread = threading.Thread(target=erase)
    thread.start()
    until(lambda: waiting(ledger) or not thread.is_alive())
    writer.execute("COMMIT")
    thread.join(PATIENCE_S)
    commitment.forget_traces(ledger.connection)
    assert commitment.unseal(ledger.connection, made) is None
    for table in ("ledger_personal", "ledger_person_key"):
        assert ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_two_workers_take_a_batch_one_after_the_other(server_ledger: Ledger) -> None:
    ledger, one, two = server_ledger, server_ledger.another(), server_ledger.another()
    one.execute("BEGIN")
    assert store.cursor(one, "fold", "acme") == -1
    store.move_cursor(one, "fold", "acme", 4)
    seen: list[int] = []

    def second() -> None:
        with store.writing(two):
            seen.append(store.cursor(two, "fold", "acme"))

    thread = threading.Thread(target=second)
    thread.start()
    until(lambda: waiting(ledger) or not thread.is_alive())
    one.execute("COMMIT")
    thread.join(PATIENCE_S)
    assert seen == [4]


def test_every_connection_keeps_what_it_acknowledges(server_ledger: Ledger) -> None:
    assert server_ledger.connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
    reader = connect(server_ledger.address, read_only=True)
    with pytest.raises(Fault, match="read-only"):
        reader.execute("DELETE FROM ledger_entry")
    reader.close()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:S3cret-word@127.0.0.1:1/rempart",
        "postgresql://ada:S3cret-word@127.0.0.1:1/rempart?nonsense=S3cret-word",
        "host=127.0.0.1 port=1 password=S3cret-word nonsense",
    ],
)
def test_no_message_holds_the_password(address: str) -> None:
    with pytest.raises(Fault) as said:
        connect(address)
    assert "S3cret" not in str(said.value)
