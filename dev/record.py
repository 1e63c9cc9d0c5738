"""Record examples: `python dev/record.py all`, or the ids of collectors and controls.

A collector looks at its scenes (dev/recording/scenes) and what it saw goes to tests/recorded/facts. A control is judged
on what its collectors saw, or on what people claimed, and goes to tests/recorded/controls. Nobody types examples.
"""

import sys
from collections.abc import Collection, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dev.recording.claims import make_claims  # noqa: E402
from dev.recording.form import RECORDED, place, write_judged, write_seen  # noqa: E402
from dev.recording.judging import claimed, demanded, judged_facts, recorded, speaking  # noqa: E402
from dev.recording.looking import collectors, look  # noqa: E402
from dev.recording.measure import Measure, measures, record  # noqa: E402
from dev.recording.scene import Fixtures, scenes  # noqa: E402
from rempart.maturity.core.control import Control  # noqa: E402
from rempart.registry.discover import discover  # noqa: E402
from rempart.scanner.core.collector import Collector  # noqa: E402

CONTROLS = "rempart.maturity.controls"


def record_collectors(wanted: Collection[str], root: Path = RECORDED) -> None:
    """Look at every scene of these collectors; scenes that are no more lose their example."""
    kept: set[Path] = set()
    with Fixtures() as fixtures:
        for scene in scenes():
            if set(scene.collectors) & set(wanted):
                kept |= {write_seen(root, seen) for seen in look(scene, fixtures, wanted)}
                say(f"{scene.id}: {scene.what}")
    for name in wanted:
        for path in set((root / "facts" / name).glob("*.json")) - kept:
            path.unlink()


def record_controls(controls: Iterable[Control], root: Path = RECORDED) -> list[str]:
    """Judge what is recorded, and let people claim the rest. Returns what could not be had."""
    units: list[Collector | Measure] = [*collectors().values(), *measures().values()]
    by_id = {control.id: control for control in controls}
    found = {
        name: judged_facts(control, [s for c in speaking(control, units) for s in recorded(c, root)])
        for name, control in by_id.items()
    }
    open_ = [by_id[name] for name in by_id if set(demanded(by_id[name])) - set(found[name])]
    for judged in claimed(by_id, make_claims(open_)) if open_ else ():
        found[judged.control].setdefault(judged.state, judged)
    for name, control in by_id.items():
        kept = {write_judged(root, found[name][state]) for state in demanded(control) if state in found[name]}
        for path in set((root / "controls" / name).glob("*.json")) - kept:
            path.unlink()
    say(f"{len(by_id)} controls judged")
    missing = [(name, state) for name in by_id for state in demanded(by_id[name]) if state not in found[name]]
    return [f"{place(root, 'controls', name, state)}: no scene and no claim leads to it" for name, state in missing]


def say(text: str) -> None:
    """Progress, beside the result."""
    print(text, file=sys.stderr, flush=True)


def main(names: list[str]) -> int:
    """2 for an unknown name, 1 when a state could not be had."""
    controls, units = discover(CONTROLS, Control), collectors()
    if not names or (names != ["all"] and set(names) - set(controls) - set(units)):
        print("Give `all`, or ids of collectors and controls:", " ".join([*units, *controls]), file=sys.stderr)
        return 2
    is_all = names == ["all"]
    judged = [control for name, control in controls.items() if is_all or name in names]
    looking = {name for name in units if is_all or name in names}
    for control in judged:  # their collectors speak first, where they have not spoken yet
        looking |= {name for name in speaking(control, units.values()) if not recorded(name)}
    if looking:
        record_collectors(looking)
    kinds = {need.fact for control in judged for need in control.needs}
    for measure in measures().values():
        if kinds & set(measure.kinds):
            record(measure, RECORDED)
            say(f"{measure.id}: measured on ourselves")
    wrong = record_controls(judged) if judged else []
    print("\n".join(wrong) or "recorded")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
