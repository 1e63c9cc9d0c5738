"""Controls, facts and observations made for tests of the model: every shape the rule distinguishes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rempart.facts.answer import Answer
from rempart.facts.document import Document
from rempart.facts.fact import Fact, Observation
from rempart.facts.not_seen import NotSeen
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.maturity.core.verdict import Verdict
from rempart.terms.evidence import EvidenceClass, Operator, Proof, Vantage
from rempart.terms.level import Dimension, Level
from rempart.terms.reference import FactRef
from rempart.terms.scope import Scope, Side, Subject
from rempart.terms.state import State

HOUR = 3_600_000
DAY = 24 * HOUR
NOW = 1_000 * DAY


class Seen(Fact, frozen=True, kw_only=True):
    """A fact that says what the test wants it to say."""

    kind: ClassVar[str] = "test.seen"

    state: str
    control: str = ""


class Other(Fact, frozen=True, kw_only=True):
    """A second way to look at the same requirement."""

    kind: ClassVar[str] = "test.other"

    state: str
    control: str = ""


class Cards(Fact, frozen=True, kw_only=True):
    """Decides whether a control applies."""

    kind: ClassVar[str] = "test.cards"

    holds: bool


def read(fact: Any) -> Opinion | None:
    if fact.state == "silent":  # says nothing of this control
        return None
    return Opinion(State(fact.state), "seen", {"n": 3})


SEEN = Need(Seen, 24 * 3_600, read)
OTHER = Need(Other, 7 * 86_400, read)


def control(name: str = "stone", **changes: Any) -> Control:
    base = Control(
        id=name,
        rows=("UP-01",),
        dimension=Dimension.WALL,
        level=Level.ONE,
        proof=(Proof.OUTSIDE, Proof.DOCUMENT),
        scope=Scope.SITE,
        side=Side.HOST,
        title="A stone",
        why="Because.",
        fix=("Do it.",),
        question="Do you?",
        effort=Effort((1, 4), (0, 12_000), "estimate"),
        source="guide 1:68",
        threats=(Against("T01", Part.NECESSARY),),
        needs=(SEEN,),
        says={"seen": "Seen {n} times."},
    )
    return replace(base, **changes)


def observation(fact: Fact, at: int = NOW, **changes: Any) -> Observation:
    ref = changes.pop("ref", FactRef("org/1", at % 10_000_019, "ab"))
    given: Mapping[str, Any] = {
        "org": "1",
        "subject": Subject("site", "1"),
        "evidence": EvidenceClass.OBSERVED,
        "source": "sensor",
        "operator": Operator.SELF,
        "vantage": Vantage.EXTERNAL,
        **changes,
    }
    return Observation(fact=fact, taken_at_ms=at, ref=ref, **given)


def seen(state: str = "met", at: int = NOW, *, about: str = "", **changes: Any) -> Observation:
    return observation(Seen(state=state, control=about), at, **changes)


def other(state: str = "met", at: int = NOW, **changes: Any) -> Observation:
    return observation(Other(state=state), at, source=changes.pop("source", "second"), **changes)


def answer(value: Any, at: int = NOW, *, about: str = "stone", vague: bool = False, by: str = "owner") -> Observation:
    fact = Answer(control=about, value=value, is_vague=vague)
    return observation(fact, at, source=by, evidence=EvidenceClass.STATED)


def document(at: int = NOW, *, about: str = "stone", **changes: Any) -> Observation:
    given = {"author": "host", "reviewer": "owner", "shows": True, "expires_at_ms": NOW + 300 * DAY, **changes}
    fact = Document(control=about, sha256="d1", **given)
    return observation(fact, at, source="d1", evidence=EvidenceClass.DOCUMENTED)


def failed(at: int = NOW, *, is_error: bool = True, code: str = "timeout", source: str = "sensor") -> Observation:
    return observation(NotSeen(wanted=Seen.kind, code=code, detail="", is_error=is_error), at, source=source)


def verdict(name: str, state: State = State.MET, **changes: Any) -> Verdict:
    passes = state in (State.MET, State.NOT_APPLICABLE)
    return Verdict(**{"control": name, "state": state, "say": "seen", "claimed": passes, **changes})
