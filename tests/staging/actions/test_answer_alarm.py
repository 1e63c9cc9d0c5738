"""BCP-02, BCP-03: a drill that begins as an alarm: who is told, who may answer, and that nobody else's clock counts."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from rempart.backup.store.models import Plan, Snapshot
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission, Role
from rempart.events import staging as events
from rempart.notices.actions.gather import gather
from rempart.notices.store.models import Notice
from rempart.staging.actions.answer_alarm import Over, bring_back, end_unanswered, see
from rempart.staging.actions.ask_drill import NothingToBringBack, ask_drill, ask_what_is_due
from rempart.staging.actions.hold_drill import _before_s, _persons_part, claim
from rempart.staging.actions.tell_drill import fact_of, not_held
from rempart.staging.core.stage import DECIDED_WITHIN_MS, SEEN_WITHIN_MS, Outcome
from rempart.staging.store.models import Drill, Rhythm
from rempart.terms.severity import Severity
from tests.backup.house import Shop, make, only_a_row
from tests.cast import Cast, colleague
from tests.maturity.integrated import integrate


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan, and a snapshot that only its row knows."""
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "state"))
    made = make(cast_, tmp_path, monkeypatch, files=1)
    only_a_row(Plan.objects.get().vaults.get())
    return made


def back(drill: Drill, **moments: int) -> Drill:
    """As if it had been so many milliseconds ago."""
    Drill.objects.filter(pk=drill.pk).update(**{name: now_ms() - ago for name, ago in moments.items()})
    drill.refresh_from_db()
    return drill


@pytest.mark.django_db(transaction=True)
def test_people_are_told_at_once_that_it_is_an_exercise_and_it_is_over_when_seen(shop: Shop) -> None:
    drill = ask_drill(shop.actor, shop.site, is_alarm=True)
    integrate()
    while gather():
        pass
    notice = Notice.objects.get(kind=events.ALARM_RAISED.name)
    assert (notice.severity, notice.state, notice.subject_id) == (Severity.CRITICAL, Notice.OPEN, shop.site.uid)
    for sentence, word in ((events.ALARM_RAISED.en, "EXERCISE"), (events.ALARM_RAISED.fr, "EXERCICE")):
        assert sentence.startswith(word)
    assert events.ALARM_RAISED.zh.startswith("演练")
    see(shop.actor, drill)
    integrate()
    while gather():
        pass
    notice.refresh_from_db()
    assert notice.state == Notice.OVER


def test_nothing_is_brought_back_before_a_person_has_said_so(shop: Shop) -> None:
    drill = ask_drill(shop.actor, shop.site, is_alarm=True)
    assert (drill.outcome, claim(drill.uid)) == (Outcome.ALARMED, None)
    with pytest.raises(Over):
        bring_back(shop.actor, drill)  # not before it was seen
    see(shop.actor, back(drill, alarmed_at_ms=90_000))
    with pytest.raises(Over):
        see(shop.actor, drill)  # once
    assert claim(drill.uid) is None
    drill = back(drill, alarmed_at_ms=150_000, seen_at_ms=60_000)
    bring_back(shop.actor, drill)
    with pytest.raises(Over):
        bring_back(shop.actor, drill)
    held = claim(drill.uid)
    assert held is not None
    assert (held.detection_s, held.decision_s in (60, 61)) == (90, True)
    assert 149 <= _before_s(held) <= 155  # what passed before the worker began is part of the achieved time
    _persons_part(held)
    assert [(one["name"], one["state"]) for one in held.steps] == [("detection", "passed"), ("decision", "passed")]
    Drill.objects.filter(pk=held.pk).update(outcome=Outcome.PASSED, rto_s=200, rpo_s=5, ended_at_ms=now_ms())
    held.refresh_from_db()
    fact = fact_of(held)
    assert fact is not None
    assert (fact.detection_s, fact.rto_s, fact.is_seen_by_another, fact.is_by_person) == (90, 200, False, True)


def test_only_who_may_restore_answers_and_no_program(shop: Shop, cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    drill = ask_drill(None, shop.site, is_alarm=True)
    for role in (Role.ANALYST, Role.AUDITOR, Role.GUARD):
        other = colleague(cast_.lavande, role.value, role)
        with pytest.raises(PermissionDenied):
            see(other, drill)
        with pytest.raises(PermissionDenied):
            bring_back(other, drill)
    with pytest.raises(PermissionDenied):
        see(cast_.charlie, drill)
    from rempart.directory.core import bounds

    with bounds.unbounded():
        bounds.bind(frozenset(Permission))
        with pytest.raises(PermissionDenied):
            see(shop.actor, drill)
    drill.refresh_from_db()
    assert drill.seen_at_ms is None
    other = colleague(cast_.lavande, "Olga", Role.AGENCY)
    see(other, drill)
    drill.refresh_from_db()
    assert drill.seen_by == f"account:{other.uid}"


def test_nobody_coming_is_not_held_and_says_nothing_of_the_backup(shop: Shop) -> None:
    drill = ask_drill(shop.actor, shop.site, is_alarm=True)
    assert end_unanswered() is False
    back(drill, alarmed_at_ms=SEEN_WITHIN_MS + 1_000)
    with pytest.raises(Over):
        see(shop.actor, drill)  # too late
    assert end_unanswered() is True
    drill.refresh_from_db()
    assert (drill.outcome, drill.trouble, fact_of(drill), not_held(drill)) == ("not_held", "nobody_saw", None, None)
    second = ask_drill(shop.actor, shop.site, is_alarm=True)
    see(shop.actor, second)
    back(second, seen_at_ms=DECIDED_WITHIN_MS + 1_000)
    with pytest.raises(Over):
        bring_back(shop.actor, second)
    assert (end_unanswered(), end_unanswered()) == (True, False)
    second.refresh_from_db()
    assert (second.outcome, second.trouble) == ("not_held", "nobody_decided")


def test_by_schedule_no_person_is_asked_and_that_is_said(shop: Shop) -> None:
    Rhythm.objects.create(organisation=shop.site.organisation, site=shop.site, next_at_ms=1)
    assert ask_what_is_due() is True
    drill = claim() or pytest.fail("not claimed")
    assert (drill.is_alarm, drill.detection_s, _before_s(drill)) == (False, None, 0.0)
    _persons_part(drill)
    assert {(one["state"], one["code"]) for one in drill.steps} == {("skipped", "not_measured")}


def test_nobody_is_woken_for_a_drill_that_cannot_be_held(shop: Shop) -> None:
    Snapshot.objects.all().delete()
    with pytest.raises(NothingToBringBack):
        ask_drill(shop.actor, shop.site, is_alarm=True)
    assert not Drill.objects.exists()
