"""Rows AWR-10, ADD-07, and the ground of PT-03: departments attack and defend, points are theirs, the winner has a fund.

The same on real sites, with browsers and walls: tests/contest/actions/test_a_contest.py.
"""

from pathlib import Path
from typing import Any

import pytest

from rempart.channel.ranges import Ranges
from rempart.contest.actions import live, play
from rempart.contest.actions.call_contest import hand_over
from rempart.contest.actions.run_contest import finish
from rempart.contest.actions.standing import board
from rempart.contest.core.flag import flag_of
from rempart.contest.core.states import Stage
from rempart.contest.store.models import Contest, Guarded
from rempart.directory.actions.action import now_ms
from rempart.registry.discover import across_areas
from tests.access.record import kinds
from tests.cast import Cast
from tests.contest.house import called, ready

pytestmark = pytest.mark.django_db


def test_AWR_10_PT_03_departments_attack_and_defend_for_points_and_a_fund(
    cast_: Cast, tmp_path: Path, monkeypatch: Any
) -> None:
    ready(monkeypatch, tmp_path)
    row, red, blue, of_red, _ = called(cast_)
    live.make_key(row.uid)
    Contest.objects.filter(pk=row.pk).update(stage=Stage.RUNNING, begun_ms=now_ms(), ends_ms=now_ms() + 3_600_000)
    row.refresh_from_db()
    play.hand_in(of_red, row, flag_of(live.key_of(row.uid), blue.uid, "guessable_link"))
    Guarded.objects.filter(side=blue, weakness__in=("open_orders", "weak_password")).update(minutes=30)
    finish(row, Stage.ENDED)
    first, second = board(row)
    assert (first.side.pk, first.score.attack, first.score.defence) == (red.pk, 35, 0)
    assert (second.side.pk, second.score.attack, second.score.defence) == (blue.pk, 0, 15)
    row.refresh_from_db()
    assert hand_over(cast_.alice, row)
    assert {"contest.contest.opened", "contest.contest.ended", "contest.fund.handed"} <= set(kinds(cast_.lavande))


def test_ADD_07_a_range_of_sites_without_a_way_out_with_weaknesses_to_find() -> None:
    assert len(live.weaknesses()) >= 12
    (found,) = across_areas("rempart", "ranges", Ranges).values()
    assert found.id == "walled"
