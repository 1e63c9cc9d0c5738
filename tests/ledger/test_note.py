"""Signed notes, checkpoints and keys, against the published example and our vectors."""

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.ledger import checkpoint, keys, note
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote
from tests.ledger.vectors import load

VECTOR = load("checkpoint")


def test_the_example_of_the_specification() -> None:
    example = VECTOR["from_c2sp"]
    key = note.read_key(example["key"])
    assert str(key) == example["key"]
    assert note.verify(note.parse(example["note"]), key) is None


def test_our_checkpoint() -> None:
    signing = Keys("rempart/00112233445566ff", bytes.fromhex(VECTOR["seed"]))
    root = bytes.fromhex(VECTOR["root"])
    assert signing.sign("acme", VECTOR["size"], root) == VECTOR["note"]
    assert str(signing.verifier("acme")) == VECTOR["key"]
    found = checkpoint.read(VECTOR["note"], note.read_key(VECTOR["key"]))
    assert found == Checkpoint(VECTOR["origin"], VECTOR["size"], root)
    assert found.text == VECTOR["text"]


def test_a_witness_beside_it() -> None:
    parsed = note.parse(VECTOR["cosigned"])
    assert note.verify(parsed, note.read_key(VECTOR["witness_key"])) == VECTOR["witness_time"]
    assert note.verify(parsed, note.read_key(VECTOR["key"])) is None
    with pytest.raises(BadNote, match="no signature by the key"):
        note.verify(note.parse(VECTOR["note"]), note.read_key(VECTOR["witness_key"]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n21\n", "\n20\n"),
        ("\n21\n", "\n021\n"),
        ("acme\n21", "other\n21"),
        ("—", "-"),
        ("\n\n", "\n"),
        ("acme", "ac\tme"),
    ],
)
def test_altered_notes_are_refused(old: str, new: str) -> None:
    with pytest.raises(BadNote):
        checkpoint.read(VECTOR["note"].replace(old, new), note.read_key(VECTOR["key"]))


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b", "a+00000000+AQ==", VECTOR["key"].replace("+", "+0", 1), VECTOR["key"][:-4], "a b" + VECTOR["key"]],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        note.read_key(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.builds(lambda a, b: f"{a}\n\n— {b}\n", st.text(max_size=20), st.text(max_size=40)))
def test_any_text_is_a_note_or_refused(text: str) -> None:
    try:
        parsed = note.parse(text)
        checkpoint.parse(parsed.text)
    except BadNote:
        return
    assert parsed.signatures


def test_the_key_file_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    made = keys.load_or_create(tmp_path)
    again = keys.load_or_create(tmp_path)
    assert str(made.verifier("x")) == str(again.verifier("x"))
    assert stat.S_IMODE((tmp_path / keys.KEY_FILE).stat().st_mode) == 0o600
    assert list((tmp_path / "keys").iterdir()) == [tmp_path / keys.KEY_FILE]


def test_a_damaged_key_file_is_told(tmp_path: Path) -> None:
    keys.load_or_create(tmp_path)
    file = tmp_path / keys.KEY_FILE
    text = file.read_text()
    for broken in ("", "nonsense", text[:-6], text.replace("PRIVATE+KEY+", "")):
        file.write_text(broken)
        with pytest.raises(BadNote):
            keys.load(tmp_path)
