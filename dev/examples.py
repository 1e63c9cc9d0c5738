"""Every collector and control has its recorded examples, as today's code sees and judges them; `make lint` asks.

Each fault names its file and the command that mends it.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dev.recording.form import RECORDED, Judged, Unreadable, place, read_judged, read_seen, verdict_body  # noqa: E402
from dev.recording.judging import demanded, speaking, verdict_of  # noqa: E402
from dev.recording.measure import Measure, measures  # noqa: E402
from rempart.facts.fact import Fact, Observation  # noqa: E402
from rempart.facts.not_seen import NotSeen  # noqa: E402
from rempart.maturity.core.control import Control  # noqa: E402
from rempart.registry.discover import discover  # noqa: E402
from rempart.scanner.core.collector import Collector  # noqa: E402

SIDES = ("good", "broken")
SceneFacts = dict[str, list[Observation]]  # by scene


def faults(
    controls: Mapping[str, Control],
    collectors: Mapping[str, Collector],
    root: Path = RECORDED,
    measured: Iterable[Measure] = (),
) -> list[str]:
    """What is missing, left over or no longer true; empty when the examples are whole."""
    wrong = [fault for unit in collectors.values() for fault in _of_collector(unit, root)]
    speakers: dict[str, Collector | Measure] = {**collectors, **{measure.id: measure for measure in measured}}
    wrong += [fault for unit in controls.values() for fault in _of_control(unit, speakers.values(), root)]
    return wrong + _left_over("facts", speakers, root) + _left_over("controls", controls, root)


def _of_collector(unit: Collector, root: Path) -> Iterator[str]:
    """One good and one broken example at least, all of them of this version and readable."""
    mend = f"run `python dev/record.py {unit.id}`"
    sides: dict[str, list[list[Fact]]] = {side: [] for side in SIDES}
    for path in sorted((root / "facts" / unit.id).glob("*.json")):
        try:
            seen = read_seen(path)
        except Unreadable as bad:
            yield f"{_short(path)}: {bad}; {mend}"
            continue
        sides.setdefault(seen.side, []).append([o.fact for o in seen.observations])
        if seen.version != unit.version:
            yield f"{_short(path)}: recorded by version {seen.version}, today's is {unit.version}; {mend}"
        failed = any(isinstance(o.fact, NotSeen) and o.fact.is_error for o in seen.observations)
        if not seen.observations or (failed and seen.side != "blind"):
            yield f"{_short(path)}: a look that failed is no example; {mend}"
    where = _short(root / "facts" / unit.id)
    for side, other in (SIDES, SIDES[::-1]):
        if not sides[side]:
            yield f"{where}: no example of a {side} state; give it a scene in dev/recording/scenes, then {mend}"
        elif sides[other] and all(facts in sides[other] for facts in sides[side]):
            yield f"{where}: every {side} state looks like a {other} one; plant what it can see, then {mend}"


def _of_control(unit: Control, collectors: Iterable[Collector | Measure], root: Path) -> Iterator[str]:
    """One example for each state it can have, and judged again each gives that state."""
    mend = f"run `python dev/record.py {unit.id}`"
    wanted = demanded(unit)
    known = _recorded(speaking(unit, collectors), root)
    for state in wanted:
        path = place(root, "controls", unit.id, state)
        if not path.exists():
            yield f"{_short(path)}: missing; {mend}"
            continue
        try:
            why = _untrue(unit, read_judged(path), known)
        except Unreadable as bad:
            why = str(bad)
        if why:
            yield f"{_short(path)}: {why}; {mend}"
    for path in sorted((root / "controls" / unit.id).glob("*.json")):
        if path.stem not in wanted:
            yield f"{_short(path)}: nothing there is today can make it {path.stem}; {mend}"


def _recorded(names: Iterable[str], root: Path) -> SceneFacts:
    """Everything these collectors saw, by scene; what cannot be read is told elsewhere."""
    found: SceneFacts = {}
    for name in names:
        for path in (root / "facts" / name).glob("*.json"):
            try:
                found.setdefault(path.stem, []).extend(read_seen(path).observations)
            except Unreadable:
                continue
    return found


def _untrue(unit: Control, judged: Judged, known: SceneFacts) -> str:
    """Why the example no longer holds, '' when it does."""
    verdict = verdict_of(unit, judged.observations, judged.judged_at_ms)
    if verdict.state.value != judged.state:
        return f"judged {verdict.state.value} today"
    if verdict_body(verdict) != judged.verdict:
        return "today's verdict has another reason"
    if judged.scene is not None and any(seen not in known.get(judged.scene, ()) for seen in judged.observations):
        return f"its collectors have seen {judged.scene} anew since"
    return ""


def _left_over(kind: str, units: Mapping[str, object], root: Path) -> list[str]:
    folders = sorted(path for path in (root / kind).glob("*") if path.name not in units)
    return [f"{_short(path)}: its unit is gone; remove the folder" for path in folders]


def _short(path: Path) -> str:
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


def check() -> list[str]:
    """Faults of everything there is."""
    controls, collectors = (
        discover("rempart.maturity.controls", Control),
        discover("rempart.scanner.collectors", Collector),
    )
    return faults(controls, collectors, measured=measures().values())


if __name__ == "__main__":
    found = check()
    print("\n".join(found) or "examples whole")
    sys.exit(bool(found))
