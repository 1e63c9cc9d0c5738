"""The laws of the judge on the real controls, with drawn facts of the kinds they really read."""

import random
import typing
from functools import lru_cache

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.facts.not_seen import NotSeen
from rempart.maturity.core.control import Control, Need
from rempart.maturity.core.judge import judge
from rempart.maturity.core.void import Void
from rempart.registry.discover import discover
from rempart.terms.evidence import EvidenceClass
from rempart.terms.state import State
from tests.maturity.core import drawn, made
from tests.maturity.core.slow_judge import slow_judge

REAL = list(discover("rempart.maturity.controls", Control).values())
LOOKED_AT = [control for control in REAL if control.needs]


@lru_cache
def fields(form: type) -> dict[str, st.SearchStrategy]:
    hints = typing.get_type_hints(form)
    return {name: values(hints[name]) for name in form.__struct_fields__}


def values(hint: object) -> st.SearchStrategy:
    """Small values, so that limits and equalities are met often."""
    if hint is int:
        return st.one_of(st.integers(0, 12), st.integers(0, 400), st.integers(made.NOW - made.DAY, made.NOW + made.DAY))
    if hint is str:
        return st.sampled_from(["", "a", "6.5.5", "met", "not_met", "TLSv1.2"])
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return st.lists(values(parts[0]), max_size=3).map(tuple)
    if origin is typing.Literal:
        return st.sampled_from(parts)
    if parts:
        return st.one_of(*(values(part) for part in parts))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return st.builds(hint, **fields(hint))
    return st.from_type(typing.cast(type, hint))


@st.composite
def observations(draw, control: Control):
    need = draw(st.sampled_from(control.needs))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        fact = NotSeen(wanted=need.fact.kind, code="timeout", detail="", is_error=draw(st.booleans()))
    elif kind == 1:
        return made.answer(draw(st.sampled_from(["yes", "no", "not_sure"])), draw(drawn.MOMENTS), about=control.id)
    elif kind == 2:
        return made.document(draw(drawn.MOMENTS), about=control.id, shows=draw(st.sampled_from([None, True])))
    else:
        fact = draw(st.builds(need.fact, **fields(need.fact)))
    return made.observation(
        fact,
        draw(drawn.MOMENTS),
        source=draw(st.sampled_from(drawn.SOURCES)),
        vantage=draw(drawn.VANTAGES),
        evidence=draw(st.sampled_from(list(EvidenceClass)[2:])),
    )


@st.composite
def cases(draw):
    control = draw(st.sampled_from(LOOKED_AT))
    pile = draw(st.lists(observations(control), max_size=5))
    changes = st.sampled_from(control.voided_by or ("nothing",))
    void = st.builds(Void, change=changes, at_ms=drawn.MOMENTS, ref=st.none())
    return control, pile, draw(st.lists(void, max_size=1))


@settings(max_examples=300, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_real_controls_obey_the_rule_in_any_order(case, chance: random.Random):
    control, pile, voids = case
    found = judge(control, pile, now_ms=made.NOW, voids=voids)
    assert (found.state.value, found.claimed) == slow_judge(control, pile, made.NOW, voids)
    mixed = list(pile)
    chance.shuffle(mixed)
    again = judge(control, mixed, now_ms=made.NOW, voids=voids)
    assert msgspec.json.encode(again) == msgspec.json.encode(found)


def is_bad(needs: tuple[Need, ...], fact) -> bool:
    said = [need.judge(fact) for need in needs if isinstance(fact, need.fact)]
    return all(opinion is None or opinion.state is not State.MET for opinion in said)


@settings(max_examples=300, deadline=None)
@given(cases(), st.data())
def test_bad_news_never_lifts_a_real_control(case, data):
    control, pile, voids = case
    bad = data.draw(observations(control))
    if not isinstance(bad.fact, tuple(need.fact for need in control.needs)) or not is_bad(control.needs, bad.fact):
        return
    before = judge(control, pile, now_ms=made.NOW, voids=voids)
    after = judge(control, [*pile, bad], now_ms=made.NOW, voids=voids)
    if before.state is State.NOT_APPLICABLE or after.state is State.NOT_APPLICABLE:
        return  # what applies is decided by the newest fact of a kind, good or bad
    assert after.passes <= before.passes
    assert after.claimed <= before.claimed
    assert before.refutes <= after.refutes


def test_every_real_verdict_has_a_sentence():
    for control in REAL:
        for need in control.needs:
            assert need.max_age_s > 0, control.id
        assert all("." not in key for key in control.says), control.id
