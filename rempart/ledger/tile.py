"""C2SP tlog-tiles: paths, bundles, and any subtree's hash from tiles of 256 hashes."""

from collections.abc import Callable, Iterable, Iterator

from rempart.ledger import merkle
from rempart.ledger.merkle import TILE_HEIGHT

WIDTH = 1 << TILE_HEIGHT  # hashes in a full tile, entries in a full bundle

# Hashes `first` (included) to `end` (excluded) of a tile level.
ReadHashes = Callable[[int, int, int], list[bytes]]


def path(kind: str, index: int, width: int = WIDTH) -> str:
    """`tile/0/x001/234.p/17`; `kind` is a level or 'entries'."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
    return f"tile/{kind}/{name}" + ("" if width == WIDTH else f".p/{width}")


def widths(count: int) -> Iterator[tuple[int, int]]:
    """(index, width) of each tile that `count` hashes fill."""
    for start in range(0, count, WIDTH):
        yield start // WIDTH, min(WIDTH, count - start)


def levels(size: int) -> Iterator[tuple[int, int]]:
    """(level, number of hashes) of a tree of this size."""
    level = 0
    while size:
        yield level, size
        level, size = level + 1, size >> TILE_HEIGHT


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries, each after its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError when it ends in the middle of one."""
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise ValueError("the bundle ends in the middle of an entry")
        entries.append(data[at + 2 : end])
        at = end
    return entries


class Tiles:
    """Subtree hashes for proofs; a tile is read once.

    `frontier`, packed as in a head of this size, spares a proof the tiles on the tree's right edge: half the time.
    """

    def __init__(self, read: ReadHashes, size: int, frontier: bytes = b"") -> None:
        self._read = read
        self._size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}
        self._known = merkle.full_subtrees(size, frontier)

    def range_hash(self, low: int, high: int) -> bytes:
        """Root of the leaves from `low` to `high`, a range that RFC 6962's recursion can ask for."""
        hashes = []
        while low < high:
            aligned = (low & -low).bit_length() - 1 if low else high.bit_length()
            height = min(aligned, (high - low).bit_length() - 1)
            hashes.append(self._node(height, low >> height))
            low += 1 << height
        return merkle.fold(hashes)

    def _node(self, height: int, index: int) -> bytes:
        if (height, index) in self._known:
            return self._known[height, index]
        level, rest = divmod(height, TILE_HEIGHT)
        first = index << rest
        tile, offset = divmod(first, WIDTH)
        return merkle.root_of(self._tile(level, tile)[offset : offset + (1 << rest)])

    def _tile(self, level: int, index: int) -> list[bytes]:
        if (level, index) not in self._tiles:
            end = min((index + 1) * WIDTH, self._size >> (TILE_HEIGHT * level))
            self._tiles[level, index] = self._read(level, index * WIDTH, end)
        return self._tiles[level, index]
