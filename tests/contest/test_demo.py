"""The demo's contest is played on real sites: what its board says was found and seen there."""

from pathlib import Path
from typing import Any

import pytest

from dev import demo_contest
from rempart.contest.actions import live
from rempart.contest.actions.standing import board
from rempart.contest.core.states import Stage
from rempart.contest.store.models import Found, Guarded
from rempart.directory.core.roles import Role
from tests.cast import Cast, colleague
from tests.contest.house import ready

MINUTES = 5  # the demo's own contest has fifteen of the same kind


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.django_db(transaction=True)
def test_it_is_played(cast_: Cast, tmp_path: Path, monkeypatch: Any) -> None:
    ready(monkeypatch, tmp_path)
    monkeypatch.setattr(demo_contest, "MINUTES", MINUTES)
    one, other = (colleague(cast_.lavande, name, Role.LEARNER) for name in ("Luc", "Sami"))
    row = demo_contest.played(cast_.lavande, one, other)
    row.refresh_from_db()
    assert row.stage == Stage.ENDED
    assert row.ends_ms - row.begun_ms == MINUTES * 60_000
    assert Found.objects.filter(contest=row).count() == sum(minute <= MINUTES for minute in demo_contest.VISITS) == 2
    for line in board(row):
        assert line.side.checks == line.side.works == MINUTES
    minutes = {
        (side, weakness): many
        for side, weakness, many in Guarded.objects.filter(minutes__gt=0).values_list(
            "side__name", "weakness", "minutes"
        )
    }
    # From the minute of the remedy to the last.
    assert minutes == {
        ("Shop", "database_dump"): 5, ("Workshop", "config_backup"): 2, ("Shop", "config_backup"): 1,
    }  # fmt: skip
    assert [one.name for one in live.folder().iterdir()] == ["range.lock"]


@pytest.mark.django_db
def test_where_no_site_can_be_made_no_minute_is_counted(cast_: Cast, tmp_path: Path, monkeypatch: Any) -> None:
    ready(monkeypatch, tmp_path)
    monkeypatch.setattr(live, "is_ours", lambda: False)
    one, other = (colleague(cast_.lavande, name, Role.LEARNER) for name in ("Luc", "Sami"))
    row = demo_contest.played(cast_.lavande, one, other)
    row.refresh_from_db()
    assert row.stage == Stage.ENDED
    assert not Guarded.objects.filter(minutes__gt=0).exists()
    assert all(line.side.checks == 0 and line.score.defence == 0 for line in board(row))
    assert any(line.score.attack for line in board(row))
