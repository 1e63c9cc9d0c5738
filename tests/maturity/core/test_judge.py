"""The judge by example: one test for each sentence of docs/decisions/0010-judging.md that a reader may doubt."""

import pytest

from rempart.maturity.core.judge import judge
from rempart.maturity.core.void import Void
from rempart.terms.evidence import EvidenceClass, Proof, Vantage
from rempart.terms.level import Level
from rempart.terms.state import State
from tests.maturity.core.made import (
    DAY,
    HOUR,
    NOW,
    OTHER,
    SEEN,
    Cards,
    answer,
    control,
    document,
    failed,
    observation,
    other,
    seen,
)

C, O, X = EvidenceClass.CONFIGURED, EvidenceClass.OBSERVED, EvidenceClass.EXERCISED  # noqa: E741 - as in the table


def state(stone, *facts, **given):
    return judge(stone, facts, now_ms=NOW, **given).state.value


@pytest.mark.parametrize(
    ("level", "evidence", "exercise_exists", "expected"),
    [
        (1, C, False, "met"),
        (2, C, False, "met"),
        (3, C, False, "unknown"),
        (4, O, True, "met"),
        (5, O, False, "met"),
        (5, O, True, "unknown"),
        (5, X, True, "met"),
        (1, EvidenceClass.DOCUMENTED, False, "unknown"),
        (1, EvidenceClass.STATED, False, "unknown"),
    ],
)
def test_class_and_level(level, evidence, exercise_exists, expected):
    stone = control(level=Level(level), exercise_exists=exercise_exists)
    assert state(stone, seen(evidence=evidence)) == expected


def test_a_met_verdict_tells_what_it_rests_on():
    fact = seen(at=NOW - HOUR, evidence=X)
    verdict = judge(control(), [fact], now_ms=NOW)
    assert (verdict.evidence, verdict.source, verdict.vantage) == (X, "sensor", Vantage.EXTERNAL)
    assert (verdict.observed_at_ms, verdict.valid_until_ms) == (NOW - HOUR, NOW + 23 * HOUR)
    assert verdict.refs == (fact.ref,)
    assert (verdict.say, verdict.values, verdict.claimed) == ("seen", {"n": 3}, True)


def test_newest_of_a_source_counts():
    assert state(control(), seen("not_met", NOW - HOUR), seen("met")) == "met"
    assert state(control(), seen("met", NOW - HOUR), seen("not_met")) == "not_met"
    assert state(control(), seen("met"), seen("not_met")) == "not_met"


def test_a_copy_in_our_own_network_never_outvotes_the_outside():
    outside = seen("not_met", NOW - HOUR, vantage=Vantage.EXTERNAL)
    assert state(control(), outside, seen("met", vantage=Vantage.SAME_NETWORK)) == "contradicted"
    assert state(control(), outside, seen("met", vantage=Vantage.EXTERNAL)) == "met"


def test_could_not_look_never_replaces_what_was_seen():
    assert state(control(), seen("met", NOW - HOUR), failed(), seen("unknown")) == "met"
    assert state(control(), seen("not_met", NOW - HOUR), failed()) == "not_met"
    assert state(control(), failed(), seen("silent")) == "error"
    assert state(control(), failed(is_error=False, code="not_owned")) == "unknown"
    assert state(control(), seen("error")) == "error"


def test_a_newer_no_decides_whatever_its_class_from_configured_up():
    stone = control()
    assert state(stone, seen(evidence=X, at=NOW - HOUR), seen("not_met", evidence=C, source="b")) == "not_met"
    assert state(stone, seen(evidence=X, at=NOW - HOUR), seen("partial", evidence=C, source="b")) == "partial"
    weak = seen("not_met", evidence=EvidenceClass.DOCUMENTED, source="b")
    assert state(stone, seen(evidence=X, at=NOW - HOUR), weak) == "met"


def test_a_newer_yes_of_lower_class_never_silently_outvotes_a_better_no():
    no = seen("not_met", NOW - HOUR, evidence=X)
    assert state(control(), no, seen(evidence=C, source="b")) == "contradicted"
    assert state(control(), no, seen(evidence=X, source="b")) == "contradicted"
    assert state(control(), seen("not_met", NOW - HOUR, evidence=C), seen(evidence=X, source="b")) == "met"
    assert state(control(), seen("not_met", NOW - 2 * DAY, evidence=X), seen(evidence=C, source="b")) == "met"
    assert state(control(), no, seen(evidence=C)) == "met"  # the same sensor sees it repaired


def test_a_second_weaker_no_never_wipes_out_the_first():
    strong, weak = seen("not_met", NOW - 3 * HOUR, evidence=X), seen("not_met", NOW - 2 * HOUR, evidence=C)
    yes = seen(at=NOW - HOUR, source="b")
    assert state(control(), strong, yes) == "contradicted"
    assert state(control(), strong, weak, yes) == "contradicted"
    assert state(control(), weak, yes) == "met"


def test_a_no_does_not_age_and_a_yes_does():
    assert state(control(), seen("not_met", NOW - 900 * DAY)) == "not_met"
    assert state(control(), seen("met", NOW - 24 * HOUR)) == "met"
    verdict = judge(control(), [seen("met", NOW - 25 * HOUR)], now_ms=NOW)
    assert (verdict.state, verdict.claimed, verdict.is_due) == (State.STALE, True, True)


def test_any_need_suffices_unless_all_are_asked_for():
    alone, together = control(needs=(SEEN, OTHER)), control(needs=(SEEN, OTHER), together=True)
    assert state(alone, seen()) == "met"
    assert state(together, seen()) == "unknown"
    assert state(together, seen(), other()) == "met"
    assert state(together, seen(), other("partial")) == "partial"
    verdict = judge(together, [seen(at=NOW - HOUR), other()], now_ms=NOW)
    assert verdict.valid_until_ms == NOW + 23 * HOUR
    assert len(verdict.refs) == 2


@pytest.mark.parametrize(
    ("outside", "inside", "expected"),
    [
        ("met", None, "met"),
        (None, "met", "met"),
        ("met", "not_met", "not_met"),
        ("not_met", "met", "not_met"),
        ("met", "partial", "partial"),
        ("met", "unknown", "met"),
        ("unknown", "met", "met"),
        ("unknown", "unknown", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_each_that_saw_something_must_agree(outside: str | None, inside: str | None, expected: str) -> None:
    """What was seen to fail speaks, whichever look is newer; what could not be looked at is made good by the other."""
    both = control(needs=(SEEN, OTHER), each=True)
    for late, later in ((NOW - HOUR, NOW), (NOW, NOW - HOUR)):
        looks = [] if outside is None else [seen(outside, at=late)]
        looks += [] if inside is None else [other(inside, at=later)]
        assert state(both, *looks) == expected


def test_each_lets_a_faded_look_go_and_keeps_a_failing_one() -> None:
    both = control(needs=(SEEN, OTHER), each=True)
    assert state(both, seen(), other(at=NOW - 8 * DAY)) == "met"
    assert state(both, seen(at=NOW - 8 * DAY), other(at=NOW - 8 * DAY)) == "stale"
    assert state(both, seen(), other("not_met", at=NOW - 8 * DAY)) == "not_met"


def test_the_outside_is_never_seen_from_the_same_host():
    stone = control(outside=True)
    inside = judge(stone, [seen(evidence=X, vantage=Vantage.SAME_HOST)], now_ms=NOW)
    assert (inside.state, inside.claimed) == (State.UNKNOWN, True)
    assert state(stone, seen(evidence=X, vantage=Vantage.LAB)) == "met"
    assert state(control(), seen(vantage=Vantage.SAME_HOST)) == "met"


def test_documents():
    on_paper = control(needs=(), level=Level.FOUR, proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT))
    assert state(on_paper, document()) == "met"
    assert state(on_paper, document(reviewer=None)) == "unknown"
    assert judge(on_paper, [document(reviewer=None)], now_ms=NOW).claimed
    assert state(on_paper, document(reviewer="host")) == "unknown"
    assert not judge(on_paper, [document(shows=False)], now_ms=NOW).claimed
    assert state(on_paper, document(expires_at_ms=NOW - DAY, at=NOW - 9 * DAY)) == "stale"
    assert state(on_paper, document(at=NOW - 366 * DAY)) == "stale"
    assert state(on_paper, document(at=NOW - HOUR), document(shows=False)) == "unknown"
    assert state(on_paper, document(), document(shows=False)) == "unknown"
    assert state(on_paper, document(at=NOW - HOUR), document(reviewer=None)) == "met"
    assert state(control(proof=(Proof.OUTSIDE,)), document()) == "unknown"


def test_answers_are_claims_and_a_no_is_believed():
    stone = control()
    yes = judge(stone, [answer("yes")], now_ms=NOW)
    assert (yes.state, yes.claimed, yes.evidence) == (State.UNKNOWN, True, EvidenceClass.STATED)
    for bad in (answer("no"), answer("extra_fee"), answer("yes", vague=True)):
        verdict = judge(stone, [bad], now_ms=NOW)
        assert (verdict.state, verdict.evidence) == (State.NOT_MET, EvidenceClass.STATED)
        assert state(stone, bad, seen()) == "met"
        assert state(stone, bad, seen(at=NOW - 2 * DAY)) == "not_met"
    assert state(stone, answer("no", NOW - 3 * DAY), seen(at=NOW - 2 * DAY)) == "stale"
    assert state(stone, answer("no", NOW - DAY), answer("yes")) == "unknown"
    assert state(stone, answer("no", NOW - DAY), answer("not_sure")) == "not_met"
    assert not judge(stone, [answer("yes", NOW - DAY), answer("not_sure")], now_ms=NOW).claimed
    assert not judge(stone, [answer("yes", NOW - 366 * DAY)], now_ms=NOW).claimed
    assert judge(stone, [answer("yes", NOW - DAY), failed()], now_ms=NOW).claimed


def test_evidence_of_before_a_change_is_void():
    stone = control(voided_by=("host_changed",))
    moved = [Void(change="host_changed", at_ms=NOW - HOUR)]
    verdict = judge(stone, [seen(at=NOW - HOUR)], now_ms=NOW, voids=moved)
    assert (verdict.state, verdict.say, verdict.is_due) == (State.UNKNOWN, "generic.void", True)
    assert state(stone, seen(at=NOW - HOUR + 1), voids=moved) == "met"
    assert state(stone, seen("not_met", NOW - DAY), voids=moved) == "unknown"
    assert state(control(), seen(at=NOW - HOUR), voids=moved) == "met"
    assert state(stone, seen(at=NOW - HOUR), voids=[Void(change="host_changed", at_ms=NOW + HOUR)]) == "met"


def test_what_does_not_apply():
    def no_cards(facts):
        cards = facts.get(Cards.kind)
        return None if cards is None else cards.holds

    stone = control(applies=no_cards)
    told = observation(Cards(holds=False), NOW - DAY)
    verdict = judge(stone, [told, seen("not_met")], now_ms=NOW)
    assert (verdict.state, verdict.applies, verdict.refs) == (State.NOT_APPLICABLE, False, (told.ref,))
    assert verdict.valid_until_ms == NOW + 364 * DAY
    assert state(stone, seen("not_met")) == "not_met"
    assert state(stone, observation(Cards(holds=False), NOW - 366 * DAY)) == "unknown"
    assert state(stone, told, observation(Cards(holds=True), NOW)) == "unknown"


def test_facts_of_the_future_do_not_count_yet():
    assert state(control(), seen(at=NOW + 4 * 60_000)) == "met"
    assert state(control(), seen(at=NOW + 6 * 60_000)) == "unknown"


def test_what_is_missing_is_said():
    says = [judge(stone, [], now_ms=NOW).say for stone in (control(), control(needs=()), control(needs=(), proof=()))]
    assert says == ["generic.not_looked", "generic.document_wanted", "generic.no_collector"]
