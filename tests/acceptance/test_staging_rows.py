"""Rows STG-01, BAK-04, BAK-07, BCP-01, BCP-02, BCP-03, SELF-01, SELF-03: a copy without a way out, and the fire drill on it.

What the real drills of a real WordPress left behind (tests/recorded, made by dev/record.py) is judged here; that they are
real, and that nothing gets out, is tested in tests/staging.
"""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from dev.recording.judging import recorded
from rempart.backup.actions.tell_backups import targets_fact
from rempart.backup.store.models import Plan
from rempart.directory.actions.action import now_ms
from rempart.facts.fact import Observation
from rempart.facts.fire_drill import FireDrill
from rempart.maturity.core.control import Control
from rempart.maturity.core.judge import judge
from rempart.maturity.core.verdict import Verdict
from rempart.registry.discover import discover
from rempart.staging.actions.ask_drill import ask_drill, ask_what_is_due
from rempart.staging.actions.tell_drill import exercise_of
from rempart.staging.core.stage import Outcome
from rempart.staging.store.models import Drill, Rhythm
from rempart.terms.state import State
from tests.backup.house import make
from tests.cast import Cast

MADE = discover("rempart.maturity.controls", Control)


def seen(side: str) -> list[Observation]:
    """What the record held after the drill of the site that works, or of the one that is broken."""
    return [one for scene in recorded("staging_drill") if scene.side == side for one in scene.observations]


def verdict(control: str, side: str) -> Verdict:
    found = seen(side)
    return judge(MADE[control], found, now_ms=found[0].taken_at_ms + 1_000)


def test_STG_01_a_copy_can_be_made_and_nothing_gets_out_of_it() -> None:
    assert verdict("staging_available", "good").state is State.MET
    assert verdict("staging_available", "broken").state is State.NOT_MET
    assert judge(MADE["staging_available"], [], now_ms=1).state is State.UNKNOWN


def test_BAK_04_SELF_03_how_long_recovery_takes_is_measured() -> None:
    good = verdict("restore_time_known", "good")
    assert (good.state, good.say, good.values["minutes"]) == (State.MET, "drilled", 1)
    assert verdict("restore_time_known", "broken").state is State.NOT_MET


def test_BAK_07_SELF_01_the_whole_site_came_back_by_one_action() -> None:
    assert verdict("full_restore_in_one_click", "good").state is State.MET
    assert verdict("full_restore_in_one_click", "broken").values == {"step": "boot"}


def test_BAK_07_STG_01_the_drill_attacked_its_copy_and_what_came_through_failed_nothing() -> None:
    [good] = [one.fact for one in seen("good") if isinstance(one.fact, FireDrill)]
    assert (good.attack, good.attacks, good.is_passed) == ("passed", 12, True)
    assert good.attacks_stopped < good.attacks  # a plain WordPress stops little by itself
    [bad] = [one.fact for one in seen("broken") if isinstance(one.fact, FireDrill)]
    assert (bad.attack, bad.attacks) == ("skipped", 0)  # nothing was shown, so nothing is called stopped


def test_BCP_01_BCP_03_an_exercise_with_an_alarm_counts_for_what_it_shows() -> None:
    played = verdict("continuity_exercised", "good")
    assert (played.state, played.say) == (State.UNKNOWN, "played")
    assert "Not shown" in MADE["continuity_exercised"].says["played"]
    assert {played.values["noticed"], played.values["decided"]} == {1}
    broken = verdict("continuity_exercised", "broken")
    assert (broken.state, broken.values) == (State.NOT_MET, {"step": "boot"})
    assert judge(MADE["continuity_exercised"], [], now_ms=1).state is State.UNKNOWN


@pytest.mark.django_db
def test_BCP_02_targets_are_set_and_the_worst_of_three_counts(
    client: Client, cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = make(cast_, tmp_path, monkeypatch, files=1)
    told = {"organisation": shop.site.organisation, "site": shop.site, "asked_by": "system", "asked_at_ms": 1}
    for moment, rto in enumerate((9_999, 100, 700, 300), start=1):
        Drill.objects.create(
            **told, outcome=Outcome.PASSED, ended_at_ms=moment, rto_s=rto, rpo_s=60, target_rto_s=600, target_rpo_s=600
        )
    client.force_login(shop.actor)
    page = client.get(reverse("staging", args=[shop.site.uid])).content.decode()
    assert "Worst of 3" in page
    assert "missed" in page
    Drill.objects.filter(rto_s=700).update(rto_s=500)
    assert "missed" not in client.get(reverse("staging", args=[shop.site.uid])).content.decode()


@pytest.mark.django_db
def test_BCP_02_of_an_exercise_the_persons_time_is_part_of_the_achieved_time(
    cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = make(cast_, tmp_path, monkeypatch, files=1)
    Plan.objects.update(rto_s=600, rpo_s=3_600)
    told = {"organisation": shop.site.organisation, "site": shop.site, "asked_by": "system", "asked_at_ms": 1}
    begun = now_ms() - 700_000
    Drill.objects.create(
        **told, outcome=Outcome.PASSED, is_alarm=True, alarmed_at_ms=begun, seen_at_ms=begun + 400_000,
        decided_at_ms=begun + 600_000, ended_at_ms=now_ms(), rto_s=700, rpo_s=60,
    )  # fmt: skip
    fact = targets_fact(shop.site.organisation)
    assert (fact.met, fact.missed, fact.drills) == (0, 1, 1)  # restored in 100 s, and 600 s passed before
    exercise = exercise_of(Drill.objects.get())
    assert exercise is not None
    assert (exercise.detection_s, exercise.decision_s, exercise.rto_s) == (400, 200, 700)


@pytest.mark.django_db
def test_BCP_03_a_drill_comes_by_itself_and_by_a_button(
    cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = make(cast_, tmp_path, monkeypatch, files=1)
    Rhythm.objects.create(organisation=shop.site.organisation, site=shop.site, next_at_ms=1)
    assert ask_what_is_due() is True
    assert ask_drill(shop.actor, shop.site).is_by_person is False  # the one that waits
    Drill.objects.all().delete()
    assert ask_drill(shop.actor, shop.site).is_by_person is True
