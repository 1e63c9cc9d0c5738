"""Entries: their bytes, their limits, and that no field of a person gets into them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.ledger import entry as forms
from rempart.ledger import merkle
from rempart.ledger.canonical import PERSONAL_NAMES, NotCanonical
from rempart.ledger.entry import ENTRY_MAX_BYTES, Entry
from rempart.terms.scope import Subject
from tests.ledger import reference
from tests.ledger.vectors import load

SITE = Subject("site", "s1")


def entry(**other: Any) -> Entry:
    fields: dict[str, Any] = {
        "kind": "fact.site.recorded", "org": "acme", "subject": SITE, "at_ms": 5, "actor": "system", "body": {"a": 1},
    }  # fmt: skip
    return Entry(**{**fields, **other})


def final(made: Entry, seq: int = 1) -> bytes:
    return forms.place(*forms.pending(made, "hub", 1, seq), 9)


def test_vectors_are_read_and_written_again() -> None:
    for index, text in enumerate(load("tree")["entries"]):
        found = forms.read(text.encode(), index)
        again = forms.place(*forms.pending(found.entry, found.origin, found.epoch, found.seq), found.recorded_ms)
        assert again == text.encode()
        assert found.ref.hash == load("tree")["leaf_hashes"][index]
        assert found.ref.index == index


def test_the_bytes_are_canonical() -> None:
    said = {
        "v": 1, "log": "acme", "origin": "hub", "epoch": 1, "seq": 1, "at_ms": 5, "recorded_ms": 9, "schema": 1,
        "kind": "fact.site.recorded", "org": "acme", "subject": {"kind": "site", "id": "s1"}, "actor": "system",
        "body": {"a": 1}, "commitments": {},
    }  # fmt: skip
    assert final(entry()) == reference.canonical(said)


NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
OPAQUE = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:/~-]{0,20}", fullmatch=True)
WORDS = st.from_regex(r"[a-z0-9_]{1,9}", fullmatch=True)
WHOLE = st.integers(0, 2**53 - 1)
BODIES = st.dictionaries(
    st.text('abé"\\\n\u2028', max_size=4), st.integers(1 - 2**53, 2**53 - 1) | st.text(max_size=9), max_size=4
)


@settings(max_examples=150, deadline=None)
@given(st.tuples(NAMES, NAMES, OPAQUE, OPAQUE, WORDS, WORDS), st.tuples(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE), BODIES)
def test_bytes_put_together_from_pieces_are_those_of_the_whole(
    words: tuple[str, ...], numbers: tuple[int, ...], body: dict[str, Any]
) -> None:
    log, org, subject_id, actor, kind, group = words
    at_ms, schema, epoch, seq, recorded_ms = numbers
    said = {
        "v": 1, "log": log, "origin": org, "epoch": epoch, "seq": seq, "at_ms": at_ms, "recorded_ms": recorded_ms,
        "schema": schema, "kind": f"{kind}.{kind}", "org": org, "subject": {"kind": kind, "id": subject_id},
        "actor": actor, "body": body, "commitments": {group: "0f" * 32},
    }  # fmt: skip
    made = Entry(f"{kind}.{kind}", org, Subject(kind, subject_id), at_ms, actor, body, schema, {group: "0f" * 32}, log)
    data = forms.place(*forms.pending(made, org, epoch, seq), recorded_ms)
    assert data == reference.canonical(said)
    assert forms.read(data).entry == made
    assert forms.leaf_hashes([forms.pending(made, org, epoch, seq)], recorded_ms) == [
        merkle.leaf_hash(reference.canonical(said))
    ]


def test_it_goes_into_the_organisations_log_or_the_installations() -> None:
    assert entry().home == "acme"
    assert entry(org="").home == "installation"
    assert entry(log="other").home == "other"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nodots"}, {"kind": "Fact.recorded"}, {"kind": "a.b.c.d.e"}, {"org": "a b"}, {"org": "../x"},
        {"log": "a/b"}, {"org": None}, {"subject": Subject("site", "")}, {"subject": Subject("Site", "x")}, {"at_ms": -1},
        {"subject": Subject("person", "alice@example.com")}, {"actor": "alice@example.com"}, {"actor": "Alice B"},
        {"at_ms": 1.5}, {"at_ms": True}, {"schema": 2**53}, {"body": []}, {"body": {"a": 0.5}},
        {"commitments": {"contact": "abc"}}, {"commitments": {"A b": "0" * 64}}, {"commitments": {"a": "A" * 64}},
    ],
)  # fmt: skip
def test_what_breaks_the_format_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotCanonical):
        forms.validate(entry(**wrong))


@pytest.mark.parametrize("name", sorted(PERSONAL_NAMES))
def test_a_field_of_a_person_is_refused_at_any_depth(name: str) -> None:
    with pytest.raises(NotCanonical, match="commitment"):
        final(entry(body={"list": [{"deep": {name: "x"}}]}))


def test_the_limit_is_on_the_final_bytes() -> None:
    room = ENTRY_MAX_BYTES - len(final(entry(body={"a": ""})))
    largest = next(n for n in range(room, 0, -1) if _fits(entry(body={"a": "x" * n})))
    assert len(final(entry(body={"a": "x" * largest}))) <= ENTRY_MAX_BYTES
    assert room - largest < 32
    with pytest.raises(NotCanonical, match="blob"):
        final(entry(body={"a": "x" * ENTRY_MAX_BYTES}))


def test_no_larger_entry_is_read_than_written() -> None:
    """Whatever the length of the moment it was recorded at."""
    room = ENTRY_MAX_BYTES - len(final(entry(body={"a": ""})))
    largest = next(n for n in range(room, 0, -1) if _fits(entry(body={"a": "x" * n})))
    for moment in (9, 2**53 - 1):
        data = forms.place(*forms.pending(entry(body={"a": "x" * largest}), "hub", 1, 1), moment)
        assert forms.read(data).recorded_ms == moment
        with pytest.raises(NotCanonical, match="blob"):
            forms.read(data.replace(b'"a":"', b'"a":"x'))


def _fits(made: Entry) -> bool:
    try:
        forms.pending(made, "hub", 1, 1)
    except NotCanonical:
        return False
    return True


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":2'), (b'"v":1', b'"v":1.0'), (b'{"actor"', b'{ "actor"'), (b'"b":', b'"c":1,"b":'),
        (b'"seq":1', b'"seq":1,"seq":1'), (b'"id":"s1"', b'"id":"s1","name":"x"'), (b'"kind":"site"', b'"kind":"site" '),
        (b'"commitments":{},', b""), (b'"at_ms":5', b'"at_ms":-5'),
    ],
)  # fmt: skip
def test_bytes_that_are_no_entry_are_refused(old: bytes, new: bytes) -> None:
    data = final(entry(body={"b": 1}))
    assert old in data
    with pytest.raises(NotCanonical):
        forms.read(data.replace(old, new, 1))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 200))
def test_no_damaged_bytes_are_taken_for_another_entry(noise: bytes, at: int) -> None:
    whole = final(entry())
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    try:
        found = forms.read(damaged)
    except NotCanonical:
        return
    assert forms.place(*forms.pending(found.entry, found.origin, found.epoch, found.seq), found.recorded_ms) == damaged
