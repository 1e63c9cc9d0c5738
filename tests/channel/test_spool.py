"""Spool and drain: in order, at least once, never twice, and what is missing is said."""

from pathlib import Path

import pytest

from rempart.channel import database, spool
from rempart.channel.spool import Gap, Spool
from rempart.ledger import keys, store
from rempart.ledger.canonical import NotCanonical
from rempart.ledger.entry import Entry
from rempart.ledger.stores.sqlite import connect
from rempart.ledger.verify import verify
from rempart.terms.scope import Subject


def entry(number: int) -> Entry:
    return Entry("guard.request.blocked", "acme", Subject("site", "s1"), number, "system:guard", {"number": number})


def read(state: Path) -> list[int]:
    """Integrate; the numbers in the log, which must be whole."""
    connection, signing = database.connect(state), keys.load_or_create(state)
    epoch = store.claim(connection)
    while store.integrate(connection, signing, epoch=epoch):
        pass
    for log in store.logs(connection):
        assert verify(connection, log, signing.verifier(log)).ok
    found = store.read_after(connection, "acme")
    connection.close()
    return [each.entry.body["number"] for each in found]


def drain(state: Path) -> spool.Drained:
    connection = database.connect(state)
    done = spool.drain(connection, state, "guard")
    connection.close()
    return done


def rows(state: Path) -> list[spool.SpoolRow]:
    connection = connect(spool.spool_file(state, "guard"))
    found: list[spool.SpoolRow] = connection.execute(
        "SELECT epoch, seq, body FROM spool_entry ORDER BY 1, 2"
    ).fetchall()
    connection.close()
    return found


def test_what_was_spooled_arrives_once_and_in_order(state: Path) -> None:
    writer = Spool(state, "guard")
    assert writer.append([entry(0), entry(1)]) == 2
    assert drain(state).taken == 2
    assert writer.append([entry(2)]) == 3
    assert drain(state).taken == 1
    assert drain(state).taken == 0
    writer.close()
    assert read(state) == [0, 1, 2]
    assert rows(state) == []
    assert spool.origins(state) == ["guard"]


def test_rows_that_come_again_are_dropped(state: Path) -> None:
    """A crash after the ledger's commit and before the spool's: the same rows are there at the next drain."""
    writer = Spool(state, "guard")
    writer.append([entry(0), entry(1)])
    kept = rows(state)
    drain(state)
    again = connect(spool.spool_file(state, "guard"))
    again.executemany("INSERT INTO spool_entry VALUES (?, ?, ?)", kept)
    again.close()
    writer.append([entry(2)])
    done = drain(state)
    assert (done.taken, done.repeated, done.gaps) == (1, 2, ())
    assert read(state) == [0, 1, 2]
    writer.close()


def test_missing_numbers_are_told_and_recorded(state: Path) -> None:
    writer = Spool(state, "guard")
    writer.append([entry(number) for number in range(6)])
    connection = connect(spool.spool_file(state, "guard"))
    connection.execute("DELETE FROM spool_entry WHERE seq IN (3, 4)")
    connection.close()
    assert drain(state).gaps == (Gap("guard", writer.epoch, 3, 4),)
    assert read(state) == [0, 1, 4, 5]
    connection = database.connect(state)
    (found,) = store.read_after(connection, "installation", kinds=["ledger.gap.found"])
    assert found.entry.body == {"epoch": writer.epoch, "first": 3, "last": 4}
    connection.close()
    writer.close()


def test_a_row_that_is_no_entry_does_not_stop_the_others(state: Path) -> None:
    writer = Spool(state, "guard")
    writer.append([entry(number) for number in range(4)])
    connection = connect(spool.spool_file(state, "guard"))
    connection.execute("UPDATE spool_entry SET body = x'ff00' WHERE seq = 2")
    connection.execute("UPDATE spool_entry SET body = replace(body, '\"acme\"', '\"a b\"') WHERE seq = 3")
    connection.execute("UPDATE spool_entry SET body = cast(body AS BLOB)")
    connection.close()
    assert drain(state).taken == 2
    assert read(state) == [0, 3]
    connection = database.connect(state)
    assert len(store.read_after(connection, "installation", kinds=["ledger.entry.refused"])) == 2
    connection.close()
    writer.close()


def test_each_opening_is_an_epoch_so_a_copy_put_back_repeats_no_number(state: Path) -> None:
    first = Spool(state, "guard")
    first.append([entry(0)])
    second = Spool(state, "guard")
    second.append([entry(1)])
    assert second.epoch > first.epoch
    first.append([entry(2)])
    drain(state)
    assert sorted(read(state)) == [0, 1, 2]
    first.close()
    second.close()


def test_what_the_ledger_would_refuse_is_refused_at_once(state: Path) -> None:
    writer = Spool(state, "guard")
    with pytest.raises(NotCanonical):
        writer.append([entry(0), Entry("no", "acme", Subject("site", "s"), 0, "system", {})])
    assert rows(state) == []
    assert writer.append([entry(0)]) == 1
    writer.close()


def test_a_full_spool_says_so(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Spool(state, "guard")
    monkeypatch.setattr(spool, "SPOOL_MAX_BYTES", 1)
    with pytest.raises(spool.SpoolFull, match="guard"):
        writer.append([entry(0)])
    writer.close()


@pytest.mark.parametrize("name", ["", "../x", "hub", "a b"])
def test_names_that_are_no_origin(state: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        Spool(state, name)
