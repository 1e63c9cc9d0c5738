"""Laws of the judge on drawn evidence: it agrees with the slow judge, is free of order, and only good news lifts."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.maturity.core.judge import judge
from rempart.maturity.core.level import stand
from rempart.terms.level import Dimension, Level
from rempart.terms.state import State
from tests.maturity.core import drawn, made
from tests.maturity.core.slow_judge import slow_judge


@settings(max_examples=1500, deadline=None)
@given(drawn.controls(), drawn.piles(), drawn.voids())
def test_slow_judge_agrees(control, pile, voids):
    found = judge(control, pile, now_ms=made.NOW, voids=voids)
    assert (found.state.value, found.claimed) == slow_judge(control, pile, made.NOW, voids)


@settings(max_examples=300, deadline=None)
@given(drawn.controls(), drawn.piles(), st.randoms(use_true_random=False))
def test_order_of_facts_never_matters(control, pile, chance: random.Random):
    mixed = list(pile)
    chance.shuffle(mixed)
    first, second = (judge(control, some, now_ms=made.NOW) for some in (pile, mixed))
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


@settings(max_examples=800, deadline=None)
@given(drawn.controls(), drawn.piles(), drawn.failing(), drawn.voids())
def test_a_failing_fact_never_raises_a_level(control, pile, bad, voids):
    control = made.replace(control, level=Level.ONE) if control.level is Level.FIVE else control
    before = judge(control, pile, now_ms=made.NOW, voids=voids)
    after = judge(control, [*pile, bad], now_ms=made.NOW, voids=voids)
    assert after.passes <= before.passes
    assert after.claimed <= before.claimed
    assert before.refutes <= after.refutes


@settings(max_examples=500, deadline=None)
@given(drawn.controls(), drawn.piles())
def test_only_sufficient_fresh_evidence_passes(control, pile):
    found = judge(control, pile, now_ms=made.NOW)
    assert found.passes is (found.state is State.MET)
    if found.passes:
        assert found.valid_until_ms is not None
        assert found.valid_until_ms >= made.NOW
    assert not (found.claimed and found.refutes)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(State), st.booleans()), max_size=14))
def test_proven_claimed_unrefuted_are_ordered(rows):
    stones = [made.control(f"c{n}", level=Level(level)) for n, (level, _, _) in enumerate(rows)]
    verdicts = {}
    for stone, (_, state, claim) in zip(stones, rows, strict=True):
        found = made.verdict(stone.id, state)
        refutes = found.refutes
        verdicts[stone.id] = made.verdict(stone.id, state, claimed=found.passes or (claim and not refutes))
    standing = stand(Dimension.WALL, stones, verdicts)
    assert standing.proven <= standing.claimed <= standing.unrefuted
