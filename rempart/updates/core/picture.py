"""Two pictures of one page, compared tile by tile: what moves by itself is found with a third one and left out."""

from collections.abc import Sequence

import msgspec

TILE = 16  # pixels a side
STIR = 32  # of 255: a smaller difference of a colour is smoothing of edges
NOTICED = 0.02  # share of pixels from which a page counts as changed
MASKED_AT_MOST = 0.6  # of a page; one that moves all over cannot be compared


class Tiles(msgspec.Struct, frozen=True):
    """How many pixels differ in each tile, row by row. `whole` is the pixels of a full tile."""

    columns: int
    rows: int
    changed: tuple[int, ...]


class Seen(msgspec.Struct, frozen=True):
    """`share` of pixels that changed outside of what moves by itself (`masked`, a share of the page)."""

    share: float
    masked: float

    @property
    def is_changed(self) -> bool:
        return self.share >= NOTICED

    @property
    def can_be_told(self) -> bool:
        """A page that moves all over says nothing."""
        return self.masked <= MASKED_AT_MOST


def moving(still: Tiles) -> frozenset[int]:
    """Tiles that differ between two pictures of the same state, and their neighbours: text around them shifts too."""
    found = set()
    for place, count in enumerate(still.changed):
        if count:
            row, column = divmod(place, still.columns)
            found |= {
                other_row * still.columns + other
                for other_row in range(max(0, row - 1), min(still.rows, row + 2))
                for other in range(max(0, column - 1), min(still.columns, column + 2))
            }
    return frozenset(found)


def compared(still: Tiles, after: Tiles) -> Seen:
    """Before against before tells what moves; before against after what the update did."""
    if still.columns != after.columns:
        return Seen(1.0, 0.0)
    masked = moving(still)
    # A longer page after has tiles that `still` does not know: nothing of them is masked.
    places = [place for place in range(len(after.changed)) if place not in masked]
    whole = len(places) * TILE * TILE
    share = sum(after.changed[place] for place in places) / whole if whole else 0.0
    total = max(len(after.changed), 1)
    return Seen(round(min(1.0, share), 4), round(sum(1 for place in masked if place < total) / total, 4))


def tiles(columns: int, rows: int, changed: Sequence[int]) -> Tiles:
    """What the browser counted, checked. Raises ValueError."""
    if columns < 1 or rows < 1 or len(changed) != columns * rows or columns * rows > 200_000:
        raise ValueError("no tiles")
    return Tiles(columns, rows, tuple(min(max(int(one), 0), TILE * TILE) for one in changed))
