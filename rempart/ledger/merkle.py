"""Merkle tree of RFC 6962 section 2.1 (SHA-256): frontier, root, inclusion and consistency proofs."""

import hashlib
from collections.abc import Callable, Iterable

_sha256 = hashlib.sha256
EMPTY_ROOT = _sha256(b"").digest()
HASH_BYTES = 32
TILE_HEIGHT = 8  # C2SP tlog-tiles: 256 hashes in a tile
PROOF_MAX = 64  # no tree of fewer than 2^63 leaves needs a longer inclusion proof

RangeHash = Callable[[int, int], bytes]  # root of the leaves from (included) to (excluded)


def leaf_hash(data: bytes) -> bytes:
    """Hash of an entry's bytes."""
    return _sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two neighbours."""
    return _sha256(b"\1" + left + right).digest()


class Frontier:
    """A growing tree, of which only the roots of its full subtrees are kept, largest first."""

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        if len(packed) != size.bit_count() * HASH_BYTES:
            raise ValueError(f"a frontier of {len(packed)} bytes does not fit a tree of {size} leaves")
        self.size = size
        self.hashes = [packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)]

    def packed(self) -> bytes:
        """The hashes joined, as stored."""
        return b"".join(self.hashes)

    def extend(self, leaves: Iterable[bytes]) -> list[tuple[int, int, bytes]]:
        """Add leaf hashes; returns (tile level, index, hash) of each full subtree of 256, 65,536, … leaves."""
        nodes = []
        hashes, size = self.hashes, self.size
        for current in leaves:
            size += 1
            height = 0
            rest = size
            while not rest & 1:
                current = _sha256(b"\1" + hashes.pop() + current).digest()
                rest >>= 1
                height += 1
                if height % TILE_HEIGHT == 0:
                    nodes.append((height // TILE_HEIGHT, rest - 1, current))
            hashes.append(current)
        self.size = size
        return nodes

    def root(self) -> bytes:
        """Root of the tree so far."""
        return fold(self.hashes)


def full_subtrees(size: int, packed: bytes) -> dict[tuple[int, int], bytes]:
    """(height, index) to root of the full subtrees in a frontier; none when it does not fit the size."""
    if len(packed) != size.bit_count() * HASH_BYTES:
        return {}
    heights = [height for height in reversed(range(size.bit_length())) if size >> height & 1]
    return {
        (height, (size >> height) - 1): packed[at : at + HASH_BYTES]
        for height, at in zip(heights, range(0, len(packed), HASH_BYTES), strict=True)
    }


def fold(hashes: list[bytes]) -> bytes:
    """Root over the roots of full subtrees, largest first."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root over leaf hashes, which are all held in memory; level by level, a last one without a neighbour goes up."""
    hashes = list(leaves)
    if not hashes:
        return EMPTY_ROOT
    while len(hashes) > 1:
        lone, each = hashes[len(hashes) & ~1 :], iter(hashes)
        hashes = [_sha256(b"\1" + left + right).digest() for left, right in zip(each, each, strict=False)] + lone
    return hashes[0]


def split(count: int) -> int:
    """The largest power of two below `count` (RFC 6962's k)."""
    return 1 << (count - 1).bit_length() - 1


def inclusion_proof(index: int, size: int, range_hash: RangeHash) -> list[bytes]:
    """RFC 6962 section 2.1.1, PATH(index, D[size]). Raises ValueError when the index is not in the tree."""
    if not 0 <= index < size:
        raise ValueError(f"index {index} is not in a tree of {size}")
    proof: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            proof.append(range_hash(middle, high))
            high = middle
        else:
            proof.append(range_hash(low, middle))
            low = middle
    return proof[::-1]


def consistency_proof(first: int, second: int, range_hash: RangeHash) -> list[bytes]:
    """RFC 6962 section 2.1.2, PROOF(first, D[second]). Raises ValueError unless 0 <= first <= second."""
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {second} has no earlier size {first}")
    if first in (0, second):
        return []
    proof: list[bytes] = []
    low, high, whole = 0, second, True
    while first != high:
        middle = low + split(high - low)
        if first <= middle:
            proof.append(range_hash(middle, high))
            high = middle
        else:
            proof.append(range_hash(low, middle))
            low, whole = middle, False
    if not whole:
        proof.append(range_hash(low, high))
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at `index` to the root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or len(proof) > PROOF_MAX:
        return False
    place, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            current = node_hash(sibling, current)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            current = node_hash(current, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and current == root


def verify_consistency(first: int, second: int, old: bytes, new: bytes, proof: list[bytes]) -> bool:
    """Whether the tree of `first` leaves is a beginning of the one of `second` (RFC 9162 section 2.1.4.2)."""
    if not 0 <= first <= second or len(proof) > 2 * PROOF_MAX:
        return False
    if first in (0, second):
        return not proof and (old == new if first == second else old == EMPTY_ROOT)
    path = proof if first & (first - 1) else [old, *proof]
    if not path:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place >>= 1
        last >>= 1
    left = right = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            left, right = node_hash(sibling, left), node_hash(sibling, right)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            right = node_hash(right, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and left == old and right == new
