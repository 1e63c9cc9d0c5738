"""Which recorded facts make a control met, not met or unknown: found by judging them, never typed. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from dev.recording.form import JUDGED, RECORDED, STATES, Judged, Seen, read_seen, verdict_body
from dev.recording.measure import Measure
from rempart.facts.fact import Observation
from rempart.facts.not_seen import NotSeen
from rempart.maturity.core.control import Control
from rempart.maturity.core.judge import judge
from rempart.maturity.core.verdict import Verdict
from rempart.scanner.core.collector import Collector
from rempart.terms.evidence import Proof

FITTING = {"met": "good", "not_met": "broken", "unknown": "blind"}


def can_be_met(control: Control) -> bool:
    """By a collector's fact or a reviewed document; else nothing there is today can meet it."""
    return bool(control.needs) or Proof.DOCUMENT in control.proof


def demanded(control: Control) -> tuple[str, ...]:
    """The states that must be recorded."""
    return STATES if can_be_met(control) else STATES[1:]


def speaking(control: Control, collectors: Iterable[Collector | Measure]) -> list[str]:
    """The collectors whose facts the control reads."""
    kinds = {need.fact for need in control.needs}
    return sorted(unit.id for unit in collectors if kinds & set(unit.kinds))


def recorded(collector: str, root: Path = RECORDED) -> list[Seen]:
    """Its examples, sorted by scene. Raises Unreadable."""
    return [read_seen(path) for path in sorted((root / "facts" / collector).glob("*.json"))]


def verdict_of(control: Control, observations: Iterable[Observation], at_ms: int = JUDGED) -> Verdict:
    """What the model's judge says."""
    return judge(control, observations, now_ms=at_ms)


def by_scene(control: Control, seen: Iterable[Seen]) -> dict[str, tuple[str, list[Observation]]]:
    """What concerns the control, scene by scene, with the scene's side: facts are never mixed across fixtures."""
    kinds = {need.fact.kind for need in control.needs}
    found: dict[str, tuple[str, list[Observation]]] = {}
    for one in seen:
        own = [o for o in one.observations if _about(o) in kinds]
        if own:
            found.setdefault(one.scene, (one.side, []))[1].extend(own)
    return found


def _about(seen: Observation) -> str:
    return seen.fact.wanted if isinstance(seen.fact, NotSeen) else seen.fact.kind


def judged_facts(control: Control, seen: Iterable[Seen]) -> dict[str, Judged]:
    """One example for each state that a scene gives: of several, the one that shows most, on a fitting fixture."""
    ranked: list[tuple[tuple[int, bool, bool, str], Judged]] = []
    for scene, (side, observations) in by_scene(control, seen).items():
        found = example(control, scene, observations)
        if found.state in STATES:
            is_silent = all(isinstance(o.fact, NotSeen) for o in observations)
            kinds = {_about(o) for o in observations}
            ranked.append(((-len(kinds), is_silent, side != FITTING[found.state], scene), found))
    best: dict[str, Judged] = {}
    for _, judged in sorted(ranked, key=lambda pair: pair[0]):
        best.setdefault(judged.state, judged)
    return best


def example(control: Control, scene: str | None, observations: Sequence[Observation]) -> Judged:
    """The observations with the verdict they lead to."""
    verdict = verdict_of(control, observations)
    return Judged(control.id, verdict.state.value, scene, JUDGED, tuple(observations), verdict_body(verdict))


def claimed(
    controls: Mapping[str, Control], claims: Mapping[tuple[str, str], Sequence[Observation]]
) -> Iterator[Judged]:
    """Examples from what people said and showed. A claim that leads to another state than it was made for is left out."""
    for (name, state), observations in claims.items():
        found = example(controls[name], None, observations)
        if found.state == state:
            yield found
