"""From ledger to page: no crash, no other process and no bad entry may leave a page that disagrees with the record."""

from typing import Any

import pytest

from rempart.daemon import duty
from rempart.directory.actions.action import system_action
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.remove_site import remove_site
from rempart.directory.actions.set_origins import set_origins
from rempart.directory.store.models import Site
from rempart.events import maturity as events
from rempart.facts.answer import Answer
from rempart.maturity.actions import judge_site as judging
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.readers import fold_facts
from rempart.maturity.readers.fold_facts import fold
from rempart.maturity.store.models import ChangeRow, FactRow, LevelRow
from rempart.terms.scope import Subject
from tests.cast import Cast
from tests.maturity.integrated import integrate

pytestmark = pytest.mark.django_db(transaction=True)
CONTROL = "backup_daily"


def say(cast: Cast, site: Site, value: Any) -> None:
    answer_questions(cast.alice, site, [Answer(control=CONTROL, value=value)])
    integrate()


def state(site: Site) -> str:
    document = LevelRow.objects.get(site=site).document
    return str(next(one for one in document["controls"] if one["id"] == CONTROL)["state"])


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")


def test_a_crash_after_folding_loses_no_site(cast_: Cast, site: Site) -> None:
    say(cast_, site, "no")
    assert fold(cast_.lavande)  # and the worker dies here, before it has judged
    duty.fold_and_judge()
    assert state(site) == "not_met"
    say(cast_, site, "yes")
    assert fold(cast_.lavande)  # the command line folds too, and judges only the site it was asked about
    duty.fold_and_judge()
    assert state(site) == "unknown"
    assert not duty.fold_and_judge()


def test_entries_about_what_is_gone_do_not_hide_the_rest(
    cast_: Cast, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fold_facts, "BATCH", 1)
    gone = add_site(cast_.alice, cast_.lavande, "https://gone.example")
    say(cast_, gone, "no")
    remove_site(cast_.alice, gone)
    say(cast_, site, "no")
    while fold(cast_.lavande):
        pass
    assert FactRow.objects.filter(subject_id=site.uid).exists()


def test_two_judges_at_once_write_each_change_once(cast_: Cast, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    say(cast_, site, "no")
    fold(cast_.lavande)
    weigh = judging.weigh

    def overtaken(*told: Any) -> Any:
        monkeypatch.setattr(judging, "weigh", weigh)
        judge_site(site, with_worth=False)  # the other process is faster
        return weigh(*told)

    monkeypatch.setattr(judging, "weigh", overtaken)
    judge_site(site)
    assert ChangeRow.objects.filter(site=site, what=CONTROL).count() == 1


def test_a_body_that_is_no_fact_is_kept_and_not_judged(cast_: Cast, site: Site) -> None:
    with system_action(cast_.lavande) as record:
        for body in (
            {},
            {"fact_kind": "claim.answer", "fact_schema": 1},
            {"fact_kind": 7, "fact_schema": [], "fact": 0},
        ):
            record.event(events.CLAIM_RECORDED, Subject("site", site.uid), {"control": "", **body})
    say(cast_, site, "no")
    duty.fold_and_judge()
    assert state(site) == "not_met"


def test_one_site_that_cannot_be_judged_does_not_keep_the_others_waiting(
    cast_: Cast, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    say(cast_, site, "no")
    answer_questions(cast_.charlie, other, [Answer(control=CONTROL, value="no")])
    integrate()

    def picky(one: Site, **rest: Any) -> Any:
        if one.pk == site.pk:
            raise LookupError("broken")
        return judge_site(one, **rest)

    monkeypatch.setattr(duty, "judge_site", picky)
    with pytest.raises(LookupError):
        duty.fold_and_judge()
    assert state(other) == "not_met"


def test_the_beat_leaves_what_is_due_to_whoever_weighs_it(cast_: Cast, site: Site) -> None:
    judge_site(site)
    say(cast_, site, "no")
    assert fold(cast_.lavande)
    assert not duty.start_due()
    assert duty.fold_and_judge()
    LevelRow.objects.update(judged_at_ms=1)
    assert duty.start_due()


def test_servers_that_the_owner_named_reach_the_probes(cast_: Cast, site: Site) -> None:
    assert duty.options_of(site, active=True, allow_private=False).origins == ()
    set_origins(cast_.alice, site, "8.8.8.8 8.8.4.4", private_allowed=False)
    assert duty.options_of(site, active=True, allow_private=False).origins == ("8.8.8.8", "8.8.4.4")
