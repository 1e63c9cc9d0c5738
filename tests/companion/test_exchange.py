"""Before an update is laid through a companion: what has to be so first, and how long it is waited for a moment of rest."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rempart.channel.ground import Lot
from rempart.channel.source import Origin, Trouble
from rempart.companion.actions import exchange
from rempart.companion.actions.connect import connect
from rempart.companion.actions.put_site import restore_id
from rempart.directory.actions.add_site import add_site
from tests.backup.house import Desk
from tests.cast import Cast
from tests.companion.hub.double import CODE, Double, doubled

pytestmark = pytest.mark.django_db
PARTS = ("wp-content/plugins/stall",)


class Doored(Double):
    """Can lay an update; `under_way` is what it holds, `paused` what it answers about a pause, the last for ever."""

    ops: tuple[str, ...] = ("hello", "restore_pause")
    under_way: dict[str, str] | None = None
    until: int | None = None
    paused: tuple[dict[str, Any], ...] = ({"settle_s": 0, "calls": 3},)

    def hello(self) -> dict[str, Any]:
        own = {"ops": list(self.ops), "window_until": self.until, "roots": ["site"], "restore": self.under_way}
        return {**super().hello(), **own, "prefix": "wp_"}

    def answer(self, op: str, args: dict[str, Any]) -> dict[str, Any]:
        if op == "restore_pause":
            told, self.paused = self.paused[0], self.paused[1:] or self.paused
            return told
        if op == "restore_begin":
            return {"phase": "taking", "files": 0, "tables": []}
        return super().answer(op, args)


@pytest.fixture
def double() -> Iterator[Double]:
    with doubled(Doored()) as found:
        yield found


@pytest.fixture
def origin(cast_: Cast, double: Double, monkeypatch: pytest.MonkeyPatch) -> Origin:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    monkeypatch.setattr(exchange, "CALM_S", 0.0)
    site = add_site(cast_.alice, cast_.lavande, double.home, is_private=True)
    connect(cast_.alice, site, CODE)
    return Origin(site.uid, double.home, {})


def refused(origin: Origin, lot: Lot) -> str:
    with pytest.raises(Trouble) as said:
        exchange.ready(origin, lot, Desk())
    return said.value.code


def test_what_has_to_be_so_first(origin: Origin, double: Double, tmp_path: Path) -> None:
    assert isinstance(double, Doored)
    lot = Lot("u1", PARTS, tmp_path / "files")
    own = Lot("u1", ("wp-content/plugins/rempart-companion",), tmp_path / "files")
    assert refused(origin, own) == "not_allowed"  # it would take itself away in the middle
    double.ops = ("hello",)
    assert refused(origin, lot) == "old_companion"
    double.ops, double.under_way = ("hello", "restore_pause"), {"id": "ab" * 16, "phase": "placed"}
    double.until = int(time.time()) + 600
    assert refused(origin, lot) == "restore_kept"  # somebody may still want it back
    double.under_way = {"id": restore_id("u0"), "phase": "placed"}
    exchange.ready(origin, Lot("u1", PARTS, tmp_path / "files", ("u0",)), Desk())  # the update before is ours to end
    double.until = None
    assert refused(origin, Lot("u1", PARTS, tmp_path / "files", ("u0",))) == "closed"


def test_visitors_wait_only_once_the_site_has_rested(origin: Origin, double: Double, tmp_path: Path) -> None:
    assert isinstance(double, Doored)
    double.paused = ({"settle_s": 0, "calls": 99}, {"settle_s": 0, "calls": 60}, {"settle_s": 0, "calls": 3})
    exchange.calm(origin, Lot("u1", PARTS, tmp_path / "files"), Desk())
    assert double.asked.count("restore_pause") == 3


def test_a_lie_about_the_pause_is_none_to_build_on(origin: Origin, double: Double, tmp_path: Path) -> None:
    assert isinstance(double, Doored)
    lot = Lot("u1", PARTS, tmp_path / "files")
    for told in ({"calls": 1}, {"settle_s": "0", "calls": 1}, {"settle_s": 0, "calls": True}):
        double.paused = (told,)
        with pytest.raises(Trouble) as said:
            exchange.close(origin, lot, 60)
        assert said.value.code == "bad_answer"
