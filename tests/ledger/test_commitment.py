"""A person's fields are beside the record; after erasure every proof still holds."""

import json
from pathlib import Path

import pytest

import rempart_verify
from rempart.ledger import commitment, export, proof, store
from rempart.ledger.commitment import Erased
from rempart.ledger.store import writing
from tests.ledger.conftest import Ledger
from tests.ledger.vectors import load

FIELDS = {"email": "alice@example.com", "full_name": "Alice Émile"}


def seal(ledger: Ledger, person: str = "person-1") -> str:
    """An event about a person, with the fields committed to."""
    with writing(ledger.connection):
        made = commitment.seal(ledger.connection, person, "contact", FIELDS)
        store.append(ledger.connection, [ledger.entry(1, commitments={"contact": made})])
    ledger.integrate()
    return made


def test_vectors() -> None:
    for case in load("commitment"):
        salt = bytes.fromhex(case["salt"])
        assert commitment.commitment(case["group"], case["fields"], salt) == case["commitment"]


def test_no_field_of_a_person_is_in_entry_bytes_or_exports(ledger: Ledger, tmp_path: Path) -> None:
    made = seal(ledger)
    assert commitment.unseal(ledger.connection, made) == FIELDS
    export.export(ledger.connection, "acme", tmp_path / "out")
    everything = b"".join(file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file())
    database = b"".join(file.read_bytes() for file in ledger.state.glob("rempart.sqlite3*"))
    for value in FIELDS.values():
        assert value.encode() not in everything
        assert json.dumps(value)[1:-1].encode() not in everything
        assert value.encode() not in database  # only as ciphertext
    assert made.encode() in everything


def test_the_same_fields_have_another_commitment_each_time(ledger: Ledger) -> None:
    assert seal(ledger) != seal(ledger)


def test_after_erasure_every_proof_holds(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(300)
    made, other = seal(ledger), seal(ledger, "person-2")
    before = proof.inclusion(ledger.connection, "acme", 300)
    key = ledger.connection.execute("SELECT key FROM ledger_person_key WHERE person = 'person-1'").fetchone()[0]
    with writing(ledger.connection):
        assert commitment.erase(ledger.connection, "person-1") == 1
    commitment.forget_traces(ledger.connection)
    assert commitment.unseal(ledger.connection, made) is None
    assert commitment.unseal(ledger.connection, other) == FIELDS
    assert proof.inclusion(ledger.connection, "acme", 300) == before
    assert before.holds()
    assert ledger.verify().ok
    export.export(ledger.connection, "acme", tmp_path / "out")
    assert rempart_verify.main([str(tmp_path / "out"), "--key", str(ledger.keys.verifier("acme"))]) == 0
    for file in ledger.state.glob("rempart.sqlite3*"):
        assert key not in file.read_bytes()  # not in a freed page, not in the write-ahead log


def test_an_erased_person_gets_no_new_key(ledger: Ledger) -> None:
    seal(ledger)
    for _ in range(2):  # a tombstone may be played again after a restore
        with writing(ledger.connection):
            commitment.erase(ledger.connection, "person-1", at_ms=7)
    with pytest.raises(Erased):
        seal(ledger)
    assert ledger.connection.execute("SELECT * FROM ledger_erasure").fetchall() == [("person-1", 7)]


def test_altered_fields_are_noticed(ledger: Ledger) -> None:
    made = seal(ledger)
    ledger.connection.execute("UPDATE ledger_personal SET payload = ?", (bytes(60),))
    with pytest.raises(ValueError, match="altered"):
        commitment.unseal(ledger.connection, made)


def test_without_a_transaction_nothing_is_sealed(ledger: Ledger) -> None:
    with pytest.raises(store.NoTransaction):
        commitment.seal(ledger.connection, "person-1", "contact", FIELDS)
    with pytest.raises(store.NoTransaction):
        commitment.erase(ledger.connection, "person-1")


def test_data_without_a_known_person_goes_under_the_day() -> None:
    assert commitment.person_of_day("acme", 1_767_225_599_999) == "day/acme/2025-12-31"
