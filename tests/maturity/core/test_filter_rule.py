"""A filter counts by what it stops, what it lets through, and whether it can be walked around."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.facts.probe import AttackClass, FilterProbe
from rempart.maturity.core.filter_rule import judge_bypass, judge_class, refute_by_bypass
from rempart.terms.state import State
from tests.maturity.core.probes import edge, filtered

SQL: AttackClass = "sql_injection"


@pytest.mark.parametrize(
    ("fact", "state", "say"),
    [
        (filtered(SQL, 6), State.MET, "all_blocked"),
        (filtered(SQL, 5), State.PARTIAL, "some_blocked"),
        (filtered(SQL, 1), State.PARTIAL, "some_blocked"),
        (filtered(SQL, 0), State.NOT_MET, "none_blocked"),
        (filtered(SQL, 6, twins_blocked=1), State.ERROR, "twin_blocked"),
        (filtered(SQL, 0, twins_blocked=1), State.ERROR, "twin_blocked"),
        (filtered(SQL, 6, twins_blocked=6, blocks_identification_only=True), State.NOT_MET, "identification_only"),
        (filtered(SQL, 0, sent=0), State.UNKNOWN, "none_sent"),
        (filtered(SQL, 6, twins_sent=0), State.UNKNOWN, "none_sent"),  # nothing to compare with
    ],
)
def test_attack_and_twin_decide_together(fact: FilterProbe, state: State, say: str) -> None:
    opinion = judge_class(fact, SQL)
    assert opinion is not None
    assert (opinion.state, opinion.say) == (state, say)


@pytest.mark.parametrize("attack", get_args(AttackClass))
def test_another_class_of_attack_says_nothing(attack: AttackClass) -> None:
    assert (judge_class(filtered(attack), SQL) is None) is (attack != SQL)


def test_an_open_way_around_refutes() -> None:
    assert (judge_bypass(edge(3, 1)).state, judge_bypass(edge(3, 1)).say) == (State.NOT_MET, "walked_around")
    assert (judge_bypass(edge(3, 0)).state, judge_bypass(edge(3, 0)).say) == (State.MET, "origin_closed")
    assert (judge_bypass(edge(0, 0)).state, judge_bypass(edge(0, 0)).say) == (State.MET, "no_origin")
    assert refute_by_bypass(edge(3, 1)) == judge_bypass(edge(3, 1))
    assert refute_by_bypass(edge(3, 0)) is None


@given(
    sent=st.integers(0, 20),
    share=st.integers(0, 20),
    twins=st.integers(0, 20),
    twins_blocked=st.integers(0, 20),
    named=st.booleans(),
)
def test_met_only_when_all_attacks_stop_and_all_twins_pass(
    sent: int, share: int, twins: int, twins_blocked: int, named: bool
) -> None:
    fact = filtered(
        SQL,
        min(share, sent),
        sent=sent,
        twins_sent=twins,
        twins_blocked=min(twins_blocked, twins),
        blocks_identification_only=named,
    )
    opinion = judge_class(fact, SQL)
    assert opinion is not None
    whole = sent > 0 and twins > 0 and share >= sent and min(twins_blocked, twins) == 0 and not named
    assert (opinion.state is State.MET) is whole
