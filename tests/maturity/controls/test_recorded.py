"""The recorded examples of the controls: judged again, each gives the state it is kept under."""

import pytest

from dev.recording.form import RECORDED, read_judged, verdict_body
from dev.recording.judging import can_be_met, demanded, verdict_of
from rempart.facts.answer import Answer
from rempart.facts.document import Document
from rempart.maturity.core.control import Control
from rempart.registry.discover import discover
from rempart.terms.duration import YEAR_S

CONTROLS = discover("rempart.maturity.controls", Control)
FILES = sorted((RECORDED / "controls").glob("*/*.json"))
every_example = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
# Our own look finds what is wrong and never clears it: only a reviewed document meets it (decision 0059).
ONLY_FINDS = {"no_weak_service_passwords", "continuity_exercised"}


@every_example
def test_judged_again_it_gives_the_recorded_verdict(path):
    judged = read_judged(path)
    verdict = verdict_of(CONTROLS[path.parent.name], judged.observations, judged.judged_at_ms)
    assert verdict.state.value == path.stem
    assert verdict_body(verdict) == judged.verdict
    assert (verdict.passes, verdict.refutes) == (path.stem == "met", path.stem == "not_met")


@every_example
def test_two_years_later_nothing_passes(path):
    judged = read_judged(path)
    later = judged.judged_at_ms + 2 * YEAR_S * 1000
    assert not verdict_of(CONTROLS[path.parent.name], judged.observations, later).passes


@pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)
def test_a_control_with_a_collector_is_met_by_what_it_saw(control):
    """Words and papers stand in only for what no collector can show."""
    assert set(demanded(control)) == {path.stem for path in FILES if path.parent.name == control.id}
    if not can_be_met(control):
        return
    met = read_judged(RECORDED / "controls" / control.id / "met.json")
    is_said = [isinstance(seen.fact, Answer | Document) for seen in met.observations]
    can_clear = bool(control.needs) and control.id not in ONLY_FINDS
    assert not any(is_said) if can_clear else all(is_said)
    assert (met.scene is None) is not can_clear
