"""Script injection: attack, twin and the way around."""

from collections.abc import Sequence

import pytest

from rempart.facts.fact import Fact, Observation
from rempart.maturity.controls.script_injection_stopped import UNIT, judge_filter
from rempart.maturity.core.filter_rule import judge_bypass
from rempart.maturity.core.judge import judge
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard
from tests.maturity.core.probes import edge, filtered

NOW_MS = 1_795_000_000_000


def seen(fact: Fact, ago_s: int) -> Observation:
    return Observation(
        org="o",
        subject=Subject("site", "s"),
        fact=fact,
        taken_at_ms=NOW_MS - ago_s * 1000,
        evidence=EvidenceClass.EXERCISED,
        source=fact.kind,
    )


def test_each_opinion_has_its_sentence() -> None:
    assert heard(UNIT, judge_filter(filtered("script_injection", 6))) == (State.MET, "all_blocked")
    assert heard(UNIT, judge_filter(filtered("script_injection", 4))) == (State.PARTIAL, "some_blocked")
    assert heard(UNIT, judge_filter(filtered("script_injection", 0))) == (State.NOT_MET, "none_blocked")
    assert heard(UNIT, judge_filter(filtered("script_injection", 6, twins_blocked=2))) == (State.ERROR, "twin_blocked")
    only = filtered("script_injection", 6, twins_blocked=6, blocks_identification_only=True)
    assert heard(UNIT, judge_filter(only)) == (State.NOT_MET, "identification_only")
    assert heard(UNIT, judge_filter(filtered("script_injection", 0, sent=0))) == (State.UNKNOWN, "none_sent")
    assert heard(UNIT, judge_bypass(edge(2, 1))) == (State.NOT_MET, "walked_around")
    assert heard(UNIT, judge_bypass(edge(2, 0))) == (State.MET, "origin_closed")
    assert heard(UNIT, judge_bypass(edge(0, 0))) == (State.MET, "no_origin")


def test_another_attack_says_nothing() -> None:
    assert judge_filter(filtered("traversal")) is None


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ([filtered("script_injection"), filtered("traversal", 0), edge()], State.MET),
        ([filtered("script_injection"), edge(2, 1)], State.NOT_MET),
        ([edge(2, 1), filtered("script_injection")], State.NOT_MET),
        ([filtered("script_injection", 0), edge()], State.NOT_MET),
        ([filtered("script_injection", 6, twins_blocked=1), edge()], State.ERROR),
        ([filtered("traversal"), edge()], State.UNKNOWN),
        ([filtered("script_injection")], State.UNKNOWN),
    ],
)
def test_a_filter_counts_only_while_nobody_walks_around_it(facts: Sequence[Fact], state: State) -> None:
    """Whichever of the two was looked at last."""
    seen_ = [seen(fact, ago_s=60 - place) for place, fact in enumerate(facts)]
    assert judge(UNIT, seen_, now_ms=NOW_MS).state is state
