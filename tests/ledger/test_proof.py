"""Proofs looked up in the store, in one tile and over several levels of tiles."""

import pytest

from rempart.ledger import merkle, proof, store
from tests.ledger.conftest import Ledger


@pytest.mark.parametrize("size", [1, 255, 256, 257, 1000])
def test_proofs_of_the_store(ledger: Ledger, size: int) -> None:
    ledger.fill(size)
    leaves = [bytes(leaf) for (leaf,) in ledger.connection.execute("SELECT leaf FROM ledger_place ORDER BY idx")]
    for index in {0, size // 3, size // 2, size - 1}:
        found = proof.inclusion(ledger.connection, "acme", index)
        assert found.holds()
        assert found.root == merkle.root_of(leaves)
    for first in {0, 1, size // 2, size}:
        steps = proof.consistency(ledger.connection, "acme", first, size)
        old = merkle.root_of(leaves[:first])
        assert merkle.verify_consistency(first, size, old, merkle.root_of(leaves), steps)


def test_only_what_is_signed_is_proven(ledger: Ledger) -> None:
    ledger.fill(3)
    with pytest.raises(LookupError):
        proof.inclusion(ledger.connection, "acme", 3)
    with pytest.raises(LookupError):
        proof.inclusion(ledger.connection, "nobody", 0)
    with pytest.raises(LookupError):
        proof.consistency(ledger.connection, "acme", 1, 4)


def test_a_proof_against_an_older_checkpoint(ledger: Ledger) -> None:
    """Entries stored, but the newest head not signed yet: the proof is for the signed size."""
    ledger.fill(300)
    older = store.head(ledger.connection, "acme")
    assert older is not None
    ledger.fill(5)
    ledger.connection.execute("UPDATE ledger_head SET note = ?, note_size = ?", (older.note, older.note_size))
    found = proof.inclusion(ledger.connection, "acme", 299)
    assert (found.size, found.root, found.holds()) == (300, older.root, True)
