"""Paths, widths and bundles as C2SP tlog-tiles gives them, and subtree hashes put together from tiles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.ledger import merkle, tile
from tests.ledger import reference


def test_the_paths_of_the_specification() -> None:
    assert tile.path("0", 1234067) == "tile/0/x001/x234/067"
    assert tile.path("entries", 0, 112) == "tile/entries/000.p/112"
    assert tile.path("1", 999) == "tile/1/999"
    assert tile.path("1", 1000, 1) == "tile/1/x001/000.p/1"


def test_the_tree_of_70000_of_the_specification() -> None:
    tiles = {level: list(tile.widths(count)) for level, count in tile.levels(70_000)}
    assert len(tiles[0]) == 274
    assert [tiles[level][-1] for level in tiles] == [(273, 112), (1, 17), (0, 1)]
    assert {level: list(tile.widths(count)) for level, count in tile.levels(256)} == {0: [(0, 256)], 1: [(0, 1)]}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=8))
def test_bundles(entries: list[bytes]) -> None:
    data = tile.bundle(entries)
    assert tile.unbundle(data) == entries
    if entries:
        with pytest.raises(ValueError, match="middle"):
            tile.unbundle(data[:-1] if entries[-1] else data[:-2] + b"\0\1")


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 900), st.data())
def test_proofs_from_tiles_are_those_of_the_definition(size: int, data: st.DataObject) -> None:
    entries = [b"%d" % number for number in range(size)]
    levels = [[merkle.leaf_hash(entry) for entry in entries]]
    levels.append([merkle.root_of(levels[0][at : at + 256]) for at in range(0, size - 255, 256)])
    tiles = tile.Tiles(lambda level, first, end: levels[level][first:end], size)
    index = data.draw(st.integers(0, size - 1))
    assert merkle.inclusion_proof(index, size, tiles.range_hash) == reference.path(index, entries)
    assert merkle.consistency_proof(index, size, tiles.range_hash) == reference.proof(index, entries)
    frontier = merkle.Frontier()
    frontier.extend(levels[0])
    spared = tile.Tiles(lambda level, first, end: levels[level][first:end], size, frontier.packed())
    assert merkle.inclusion_proof(index, size, spared.range_hash) == reference.path(index, entries)
    assert merkle.consistency_proof(index, size, spared.range_hash) == reference.proof(index, entries)


def test_a_frontier_spares_the_tiles_on_the_right_edge() -> None:
    frontier = merkle.Frontier()
    leaves = [merkle.leaf_hash(b"%d" % number) for number in range(900)]
    frontier.extend(leaves)
    read = []

    def hashes(level: int, first: int, end: int) -> list[bytes]:
        read.append((level, first, end))
        return leaves[first:end]

    merkle.inclusion_proof(899, 900, tile.Tiles(hashes, 900, frontier.packed()).range_hash)
    assert read == [(0, 768, 900)]
    assert merkle.full_subtrees(900, frontier.packed()[1:]) == {}  # a damaged head: `verify` is who names it
