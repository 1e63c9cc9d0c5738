"""BCP-02: the worst of the last three counts, restores and fire drills together."""

from pathlib import Path

import pytest

from rempart.backup.actions.tell_backups import targets_fact
from rempart.backup.core.stages import Stage, Work
from rempart.backup.store.models import Job, Plan
from rempart.directory.actions.action import now_ms
from rempart.staging.core.stage import Outcome
from rempart.staging.store.models import Drill
from tests.backup.house import Shop, make
from tests.cast import Cast

DAY = 86_400_000


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With targets: ten minutes away, an hour of data."""
    made = make(cast_, tmp_path, monkeypatch, files=1)
    Plan.objects.update(rto_s=600, rpo_s=3_600)
    made.plan.refresh_from_db()
    return made


def drilled(shop: Shop, ago: int, rto: int | None, outcome: Outcome = Outcome.PASSED) -> None:
    """One that ended so many days ago."""
    at = now_ms() - ago * DAY
    Drill.objects.create(
        organisation=shop.site.organisation, site=shop.site, asked_by="system", asked_at_ms=at, ended_at_ms=at,
        outcome=outcome, rto_s=rto, rpo_s=60,
    )  # fmt: skip


def restored(shop: Shop, ago: int, rto: int) -> None:
    """By the vault itself."""
    at, plan = now_ms() - ago * DAY, shop.plan
    Job.objects.create(
        organisation=plan.organisation, plan=plan, work=Work.RESTORE, stage=Stage.DONE, asked_by="system", asked_at_ms=at,
        ended_at_ms=at, result={"achieved_rto_s": rto, "achieved_rpo_s": 60, "files": 1, "tables": 1, "rows": 1},
    )  # fmt: skip


def told(shop: Shop) -> tuple[int, int, int, int, int]:
    fact = targets_fact(shop.site.organisation)
    return fact.met, fact.missed, fact.untried, fact.restores, fact.drills


def test_restores_and_drills_are_counted_together(shop: Shop) -> None:
    assert told(shop) == (0, 0, 1, 0, 0)
    drilled(shop, 20, 590)
    assert told(shop) == (1, 0, 0, 0, 1)  # a drill alone suffices
    restored(shop, 5, 700)
    assert told(shop) == (0, 1, 0, 1, 1)  # and does not outweigh a restore that was too slow
    drilled(shop, 4, 30)
    drilled(shop, 3, 30)
    assert told(shop) == (0, 1, 0, 1, 2)  # it is one of the last three still
    drilled(shop, 2, 30)
    assert told(shop) == (1, 0, 0, 0, 3)


def test_a_drill_that_never_came_back_missed_and_one_not_held_says_nothing(shop: Shop) -> None:
    drilled(shop, 2, 30)
    drilled(shop, 1, None, Outcome.NOT_HELD)
    assert told(shop) == (1, 0, 0, 0, 1)
    drilled(shop, 1, None, Outcome.FAILED)
    assert told(shop) == (0, 1, 0, 0, 2)


def test_of_an_exercise_with_an_alarm_the_persons_time_counts(shop: Shop) -> None:
    drilled(shop, 1, 650)  # noticed and decided late: brought back in a minute
    assert told(shop)[:2] == (0, 1)


def test_drills_of_long_ago_and_of_other_sites_do_not_count(shop: Shop, cast_: Cast) -> None:
    drilled(shop, 31, 30)
    assert told(shop)[2] == 1
