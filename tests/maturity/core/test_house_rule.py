"""What confirmed rules of the house say: nine of ten, with the laws among them; nothing put up says nothing."""

import pytest

from rempart.facts.house_rules import HouseRules
from rempart.maturity.core.house_rule import judge_known
from rempart.terms.state import State


def fact(confirmed: int, people: int = 20, kinds: tuple[str, ...] = ("law", "reporting")) -> HouseRules:
    return HouseRules(span_days=365, kinds=kinds, rules=len(kinds), people=people, confirmed=confirmed)


@pytest.mark.parametrize(
    ("told", "state", "say"),
    [
        (fact(18), State.MET, "known"),
        (fact(17), State.PARTIAL, "too_few"),
        (fact(20, kinds=("reporting",)), State.PARTIAL, "no_law"),
        (fact(0, kinds=()), State.UNKNOWN, "none_here"),
        (fact(0, people=0), State.UNKNOWN, "none_here"),
    ],
)
def test_each_state_has_its_reason(told: HouseRules, state: State, say: str) -> None:
    opinion = judge_known(told)
    assert (opinion.state, opinion.say) == (state, say)
