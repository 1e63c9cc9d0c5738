"""Which witness is asked for what, when it is asked again, and what an export shows."""

import pytest

from rempart.ledger import store
from rempart.ledger.note import BadNote, parse
from rempart.ledger.witness.signer import Cosigner
from rempart.ledger.witnesses import book
from rempart.ledger.witnesses.book import Witness
from rempart.ledger.witnesses.submit import Cosigned
from tests.ledger.conftest import Ledger

COSIGNERS = [Cosigner(f"witness.example/w{number}", bytes([number]) * 32) for number in (1, 2)]
NOW_S = 1_800_000_000


def added(ledger: Ledger, number: int = 0) -> Witness:
    with store.writing(ledger.connection):
        return book.add(ledger.connection, f"http://127.0.0.1:{9000 + number}/", str(COSIGNERS[number].key))


def cosign(ledger: Ledger, number: int, at_s: int = NOW_S) -> None:
    head = store.head(ledger.connection, "acme")
    assert head is not None
    line = COSIGNERS[number].cosign(parse(head.note).text, at_s)
    with store.writing(ledger.connection):
        witness = added_one(ledger, number)
        book.note_cosigned(ledger.connection, "acme", witness, head.note, head.note_size, Cosigned(line, at_s))


def added_one(ledger: Ledger, number: int) -> Witness:
    return next(one for one in book.witnesses(ledger.connection) if one.name == COSIGNERS[number].key.name)


def test_only_a_witness_can_be_added(ledger: Ledger) -> None:
    for address, key in (
        ("http://127.0.0.1:9000", str(ledger.keys.verifier("acme"))),
        ("127.0.0.1:9000", str(COSIGNERS[0].key)),
        ("file:///etc/passwd", str(COSIGNERS[0].key)),
        ("http://user:secret@127.0.0.1", str(COSIGNERS[0].key)),
        ("http://127.0.0.1", "nonsense"),
    ):
        with pytest.raises(ValueError), store.writing(ledger.connection):  # noqa: PT011 - two kinds of the same
            book.add(ledger.connection, address, key)
    assert issubclass(BadNote, ValueError)
    assert book.witnesses(ledger.connection) == []


def test_it_is_asked_for_every_new_head_once(ledger: Ledger) -> None:
    witness = added(ledger)
    assert book.behind(ledger.connection, witness.name, 0) == []
    ledger.fill(3)
    assert [(log, old) for log, _, old in book.behind(ledger.connection, witness.name, 0)] == [("acme", 0)]
    cosign(ledger, 0)
    assert book.behind(ledger.connection, witness.name, 0) == []
    ledger.fill(4)
    assert [old for _, _, old in book.behind(ledger.connection, witness.name, 0)] == [3]


def test_pauses_grow_and_a_refusal_is_news_once(ledger: Ledger) -> None:
    witness = added(ledger)
    ledger.fill(3)
    pauses, now = [], 1_000_000
    for number in range(14):
        with store.writing(ledger.connection):
            assert book.note_refused(ledger.connection, "acme", witness, "422", now) == (number == 0)
        (next_ms,) = ledger.connection.execute("SELECT next_ms FROM ledger_cosignature").fetchone()
        assert book.behind(ledger.connection, witness.name, next_ms - 1) == []
        assert book.behind(ledger.connection, witness.name, next_ms) != []
        pauses.append((next_ms - now) // 1000)
        now = next_ms
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (book.FIRST_PAUSE_S, book.LONGEST_PAUSE_S)
    assert book.status(ledger.connection)[0].state == "refused"


def test_silence_is_told_after_ten_minutes_and_its_end_once(ledger: Ledger) -> None:
    added(ledger)
    told, now = [], 1_000_000
    for _ in range(6):
        with store.writing(ledger.connection):
            told.append(book.note_silent(ledger.connection, added_one(ledger, 0), "refused to connect", now))
        now += book.SILENT_AFTER_S * 1000 // 4
    assert told == [False, False, False, False, True, False]
    assert book.status(ledger.connection)[0].state == "silent"
    with store.writing(ledger.connection):
        assert book.note_heard(ledger.connection, added_one(ledger, 0))
        assert not book.note_heard(ledger.connection, added_one(ledger, 0))


def test_an_export_shows_what_most_witnesses_vouch_for(ledger: Ledger) -> None:
    added(ledger, 0)
    added(ledger, 1)
    assert book.shown(ledger.connection, "acme", NOW_S) == ("", -1)
    ledger.fill(3)
    assert book.shown(ledger.connection, "acme", NOW_S)[1] == 3
    cosign(ledger, 0)
    cosign(ledger, 1)
    ledger.fill(2)
    text, size = book.shown(ledger.connection, "acme", NOW_S + 5)
    assert (size, len(parse(text).signatures)) == (3, 3)
    cosign(ledger, 0, NOW_S + 6)
    assert book.shown(ledger.connection, "acme", NOW_S + 7)[1] == 5  # one each: the newer one
    text, size = book.shown(ledger.connection, "acme", NOW_S + 10_000)
    assert (size, len(parse(text).signatures)) == (5, 2)  # an old cosignature does not hold an export back
    with store.writing(ledger.connection):
        assert book.remove(ledger.connection, COSIGNERS[0].key.name)
        assert not book.remove(ledger.connection, "nobody")
    assert len(book.witnesses(ledger.connection)) == 1
