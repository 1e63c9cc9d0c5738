"""Strategies: controls of every shape and piles of evidence about them, dense enough to collide."""

from hypothesis import strategies as st

from rempart.maturity.core.void import Void
from rempart.terms.evidence import EvidenceClass, Proof, Vantage
from rempart.terms.level import Level
from tests.maturity.core import made

STATES = ("met", "not_met", "partial", "unknown", "error", "silent")
BAD_STATES = ("not_met", "partial", "unknown", "error")
SOURCES = ("a", "b", "c")
# Few moments, so that ties, stale and fresh evidence and voids meet often.
MOMENTS = st.sampled_from([made.NOW - days * made.DAY // 2 for days in (0, 1, 2, 3, 8, 15, 40, 800)])
VANTAGES = st.sampled_from([Vantage.EXTERNAL, Vantage.SAME_HOST, Vantage.LAB])


@st.composite
def controls(draw, name="stone"):
    needs = draw(st.sampled_from([(), (made.SEEN,), (made.SEEN, made.OTHER), (made.OTHER,)]))
    return made.control(
        name,
        level=draw(st.sampled_from(list(Level)[1:])),
        proof=draw(st.sampled_from([(Proof.OUTSIDE,), (Proof.OWN_DEFENCE, Proof.DOCUMENT)])),
        needs=needs,
        together=draw(st.booleans()),
        each=draw(st.booleans()),
        outside=draw(st.booleans()),
        exercise_exists=draw(st.booleans()),
        voided_by=draw(st.sampled_from([(), ("moved",)])),
    )


@st.composite
def facts(draw, states=STATES):
    form = draw(st.sampled_from([made.Seen, made.Other]))
    return made.observation(
        form(state=draw(st.sampled_from(states))),
        draw(MOMENTS),
        source=draw(st.sampled_from(SOURCES)),
        vantage=draw(VANTAGES),
        evidence=draw(st.sampled_from(list(EvidenceClass))),
    )


@st.composite
def looks(draw):
    wanted = draw(st.sampled_from([made.Seen, made.Other]))
    fact = made.NotSeen(wanted=wanted.kind, code="timeout", detail="", is_error=draw(st.booleans()))
    return made.observation(fact, draw(MOMENTS), source=draw(st.sampled_from(SOURCES)))


@st.composite
def answers(draw, values=("yes_with_proof", "yes", "no", "not_sure", "extra_fee"), vague=None):
    is_vague = draw(st.booleans()) if vague is None else vague
    by = draw(st.sampled_from(SOURCES))
    return made.answer(draw(st.sampled_from(values)), draw(MOMENTS), vague=is_vague, by=by)


@st.composite
def documents(draw):
    return made.document(
        draw(MOMENTS),
        reviewer=draw(st.sampled_from([None, "host", "owner"])),
        shows=draw(st.sampled_from([None, False, True])),
        expires_at_ms=draw(st.sampled_from([made.NOW - made.DAY, made.NOW + made.DAY])),
    )


def piles(max_size=7):
    """Mostly facts: they carry most of the rule."""
    return st.lists(st.one_of(facts(), facts(), facts(), looks(), answers(), documents()), max_size=max_size)


def failing():
    """One more piece of evidence that is no good news."""
    return st.one_of(facts(BAD_STATES), looks(), answers(("no", "not_sure", "extra_fee")))


def voids():
    return st.lists(MOMENTS.map(lambda at: Void(change="moved", at_ms=at)), max_size=1)
