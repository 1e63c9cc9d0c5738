"""Parcels: in order, at least once, bounded."""

from pathlib import Path

import pytest

from rempart.channel import parcels
from rempart.channel.parcels import Parcels


def test_in_order_until_they_are_dropped_and_numbers_only_grow(tmp_path: Path) -> None:
    sender, taker = Parcels(tmp_path, "watch"), Parcels(tmp_path, "watch")
    sender.put([b"a", b"b", b"c"])
    assert taker.take(0, 2) == [(1, b"a"), (2, b"b")]
    assert taker.take(0, 2) == [(1, b"a"), (2, b"b")]  # a taker that died before its commit gets them again
    taker.drop(3)
    assert taker.take(2, 9) == []
    sender.put([b"d"])
    assert taker.take(0, 9) == [(4, b"d")]
    sender.close()
    taker.close()


def test_nobody_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "KEPT_MAX", 3)
    sender = Parcels(tmp_path, "watch")
    for number in range(10):
        sender.put([b"%d" % number])
    assert [body for _, body in sender.take(0, 9)] == [b"7", b"8", b"9"]
    with pytest.raises(ValueError, match="at most"):
        sender.put([b"x" * (parcels.BODY_MAX + 1)])
    sender.close()
