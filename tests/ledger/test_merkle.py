"""The tree against vectors of RFC 6962's own test suite, against ours, and against the definition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.ledger import merkle
from rempart.ledger.merkle import Frontier
from tests.ledger import reference
from tests.ledger.vectors import load

# Leaves and roots that Certificate Transparency's implementations are tested with.
CT_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def entries(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


def ranges(data: list[bytes]) -> merkle.RangeHash:
    return lambda low, high: reference.mth(data[low:high])


def test_roots_of_certificate_transparency() -> None:
    leaves = [merkle.leaf_hash(bytes.fromhex(text)) for text in CT_LEAVES]
    for size, root in CT_ROOTS.items():
        assert merkle.root_of(leaves[:size]).hex() == root


def test_vectors() -> None:
    vectors = load("tree")
    leaves = [merkle.leaf_hash(text.encode()) for text in vectors["entries"]]
    assert [leaf.hex() for leaf in leaves] == vectors["leaf_hashes"]
    assert [merkle.root_of(leaves[:size]).hex() for size in range(22)] == vectors["roots"]
    data = [text.encode() for text in vectors["entries"]]
    for case in vectors["inclusion"]:
        made = merkle.inclusion_proof(case["index"], case["size"], ranges(data[: case["size"]]))
        assert [step.hex() for step in made] == case["proof"]
    for case in vectors["consistency"]:
        made = merkle.consistency_proof(case["first"], case["second"], ranges(data[: case["second"]]))
        assert [step.hex() for step in made] == case["proof"]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 90), st.data())
def test_inclusion(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    held = entries(size)
    proof = merkle.inclusion_proof(index, size, ranges(held))
    root, leaf = reference.mth(held), merkle.leaf_hash(held[index])
    assert proof == reference.path(index, held)
    assert merkle.verify_inclusion(leaf, index, size, proof, root)
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, size, proof, root)
    assert not merkle.verify_inclusion(leaf, index, size, [*proof, root], root)
    if proof:
        spoilt = data.draw(st.integers(0, len(proof) - 1))
        flipped = [step if at != spoilt else bytes([step[0] ^ 1]) + step[1:] for at, step in enumerate(proof)]
        assert not merkle.verify_inclusion(leaf, index, size, flipped, root)
        assert not merkle.verify_inclusion(leaf, index, size, proof[:-1], root)
        other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
        assert not merkle.verify_inclusion(leaf, other, size, proof, root)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 70), st.integers(0, 70))
def test_consistency(one: int, two: int) -> None:
    first, second = sorted((one, two))
    held = entries(second)
    old, new = reference.mth(held[:first]), reference.mth(held)
    proof = merkle.consistency_proof(first, second, ranges(held))
    assert proof == reference.proof(first, held)
    assert merkle.verify_consistency(first, second, old, new, proof)
    assert first == 0 or not merkle.verify_consistency(first, second, old, b"\0" * 32, proof)  # all begins with nothing
    assert not merkle.verify_consistency(first, second, old, new, [*proof, new])
    if proof:
        assert not merkle.verify_consistency(first, second, old, new, proof[:-1])
        assert not merkle.verify_consistency(first, second, b"\0" * 32, new, proof)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=6))
def test_a_frontier_grows_in_steps_as_in_one(steps: list[int]) -> None:
    leaves = [merkle.leaf_hash(data) for data in entries(sum(steps))]
    whole, stepped, nodes, at = Frontier(), Frontier(), [], 0
    for step in steps:
        stepped = Frontier(stepped.size, stepped.packed())
        nodes += stepped.extend(leaves[at : at + step])
        at += step
    assert nodes == whole.extend(leaves)
    assert (stepped.root(), stepped.packed()) == (whole.root(), whole.packed())
    for level, index, digest in nodes:
        assert level == 1
        assert digest == merkle.root_of(leaves[index * 256 : index * 256 + 256])


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="frontier"):
        Frontier(3, b"")
    with pytest.raises(ValueError, match="index"):
        merkle.inclusion_proof(2, 2, ranges([]))
    with pytest.raises(ValueError, match="size"):
        merkle.consistency_proof(3, 2, ranges([]))
    assert not merkle.verify_inclusion(b"", 0, 0, [], merkle.EMPTY_ROOT)
    assert not merkle.verify_consistency(2, 1, b"", b"", [])
