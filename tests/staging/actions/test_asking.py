"""Drills are asked for once, at their day, and given up when nobody can hold them; on both databases."""

from pathlib import Path

import pytest

from rempart.backup.store.models import Plan
from rempart.directory.actions.action import now_ms
from rempart.directory.store.closures import Closure
from rempart.facts.fact import Observation
from rempart.maturity.core.control import Control
from rempart.maturity.core.judge import judge
from rempart.registry.discover import discover
from rempart.staging.actions.ask_copy import admit, ask_copy, ask_removal, enter
from rempart.staging.actions.ask_drill import ask_drill, ask_what_is_due, begin_rhythms, set_rhythm
from rempart.staging.actions.hold_drill import claim, hold, hold_one
from rempart.staging.actions.keep_copies import keep, make_one
from rempart.staging.actions.tell_drill import fact_of, not_held
from rempart.staging.core.stage import MAX_TRIES, Outcome, Stage
from rempart.staging.store.models import Drill, Rhythm, SiteCopy
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject
from rempart.terms.state import State
from tests.backup.house import Shop, make, only_a_row
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan and no snapshot."""
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "state"))
    return make(cast_, tmp_path, monkeypatch, files=2)


def test_a_drill_that_kills_its_worker_is_given_up(shop: Shop) -> None:
    asked = ask_drill(None, shop.site)
    for _ in range(MAX_TRIES):
        assert claim(asked.uid) is not None
        assert claim(asked.uid) is None  # another worker has it
        Drill.objects.filter(uid=asked.uid).update(lease_until_ms=now_ms() - 1)  # and was killed
    assert hold_one() is True
    over = Drill.objects.get(uid=asked.uid)
    assert (over.outcome, over.trouble, fact_of(over)) == (Outcome.GIVEN_UP, "gave_up", None)


def test_a_drill_whose_organisation_closes_is_put_down(shop: Shop) -> None:
    asked = claim(ask_drill(None, shop.site).uid)
    assert asked is not None
    closing = Closure.objects.create(organisation=shop.site.organisation, why=Closure.MOVED, at_ms=1)
    assert hold(asked).outcome == Outcome.WAITING
    assert (asked.tries, asked.steps, hold_one()) == (0, [], False)
    closing.delete()
    assert hold_one() is True
    assert Drill.objects.get().outcome == Outcome.NOT_HELD


def test_the_day_of_a_drill_comes_once(shop: Shop) -> None:
    set_rhythm(shop.actor, shop.site, 7)
    assert ask_what_is_due() is False
    Rhythm.objects.update(next_at_ms=now_ms() - 1)
    assert (ask_what_is_due(), ask_what_is_due()) == (True, False)
    assert Drill.objects.get().is_by_person is False
    set_rhythm(shop.actor, shop.site, 0)
    Rhythm.objects.update(next_at_ms=0)
    assert ask_what_is_due() is False
    with pytest.raises(ValueError, match="3"):
        set_rhythm(shop.actor, shop.site, 3)


def test_monthly_by_itself_once_there_is_a_snapshot(shop: Shop) -> None:
    begin_rhythms()
    assert not Rhythm.objects.exists()
    only_a_row(Plan.objects.get().vaults.get())
    begin_rhythms()
    begin_rhythms()
    row = Rhythm.objects.get()
    assert row.every_days == 30
    assert 0 < row.next_at_ms - now_ms() <= 3_600_000


def test_a_copy_that_cannot_be_made_leaves_nothing_and_says_why(shop: Shop) -> None:
    asked = ask_copy(shop.actor, shop.site)
    assert (make_one(), make_one()) == (True, False)
    row = SiteCopy.objects.get(uid=asked.uid)
    assert (row.stage, row.trouble) == (Stage.FAILED, "no_snapshot")
    waiting = ask_copy(None, shop.site)
    ask_removal(None, waiting)
    assert make_one() is True
    assert SiteCopy.objects.get(uid=waiting.uid).stage == Stage.GONE
    late = ask_copy(None, shop.site)
    SiteCopy.objects.filter(uid=late.uid).update(expires_at_ms=now_ms() - 1)
    keep()
    assert SiteCopy.objects.get(uid=late.uid).stage == Stage.GONE


def test_a_word_lets_in_once_and_not_for_long(shop: Shop) -> None:
    row = ask_copy(shop.actor, shop.site)
    with pytest.raises(LookupError):
        enter(shop.actor, row)
    SiteCopy.objects.update(stage=Stage.OPEN, address="http://x.localhost:1")
    row.refresh_from_db()
    word = enter(shop.actor, row).partition("word=")[2]
    assert [admit("another", word), admit(row.uid, word + "x"), admit(row.uid, word), admit(row.uid, word)] == [
        False, False, True, False,
    ]  # fmt: skip
    word = enter(shop.actor, row).partition("word=")[2]
    SiteCopy.objects.update(word_until_ms=now_ms() - 1)
    assert admit(row.uid, word) is False
    assert admit(row.uid, "") is False


def test_without_a_snapshot_the_control_is_unknown_for_that_reason(shop: Shop) -> None:
    drill = hold(claim(ask_drill(None, shop.site).uid) or pytest.fail("not claimed"))
    assert (drill.outcome, fact_of(drill)) == (Outcome.NOT_HELD, None)
    fact = not_held(drill)
    assert fact is not None
    seen = Observation(
        org=shop.site.organisation.uid, subject=Subject("site", shop.site.uid), fact=fact, taken_at_ms=now_ms(),
        evidence=EvidenceClass.EXERCISED, source="staging", vantage=Vantage.SAME_HOST,
    )  # fmt: skip
    control = discover("rempart.maturity.controls", Control)["staging_available"]
    verdict = judge(control, [seen], now_ms=now_ms())
    assert (verdict.state, verdict.say) == (State.UNKNOWN, "generic.not_seen_no_snapshot")
