"""Threats: covered needs every necessary control; residual ones are printed at every level."""

from rempart.maturity.core.control import Against, Part
from rempart.maturity.core.step import Step
from rempart.maturity.core.threat import Threat
from rempart.maturity.core.threats import Residual, coverage, residual
from rempart.terms.level import Dimension, Level
from rempart.terms.state import State
from tests.maturity.core.made import control, verdict

T1 = Threat("t01_clear_traffic", "T01", ("THR-01",), "Clear traffic", "What.")
HUMAN = Threat("t14_phishing", "T14", ("THR-21",), "People err", "What.", always_residual=True)


def stone(name, part):
    return control(name, threats=(Against("T01", part),))


def status(stones, states):
    found = coverage(stones, [T1], {name: verdict(name, state) for name, state in states.items()})[0]
    return found.status.value, found.by, found.missing


def test_open_partly_covered():
    stones = [stone("a", Part.NECESSARY), stone("b", Part.NECESSARY), stone("c", Part.DETECTS)]
    assert status(stones, {}) == ("open", (), ("a", "b"))
    assert status(stones, {"c": State.MET}) == ("partly", ("c",), ("a", "b"))
    assert status(stones, {"a": State.MET}) == ("partly", ("a",), ("b",))
    assert status(stones, {"a": State.MET, "b": State.STALE}) == ("partly", ("a",), ("b",))
    assert status(stones, {"a": State.MET, "b": State.NOT_APPLICABLE}) == ("covered", ("a",), ())


def test_without_necessary_ones_every_preventing_one_is_needed():
    stones = [stone("a", Part.PREVENTS), stone("b", Part.PREVENTS), stone("c", Part.DETECTS)]
    assert status(stones, {"a": State.MET, "c": State.MET})[0] == "partly"
    assert status(stones, {"a": State.MET, "b": State.MET})[0] == "covered"
    assert status([stone("c", Part.DETECTS)], {"c": State.MET})[0] == "partly"
    assert status([], {})[0] == "open"


def test_a_virus_scanner_is_never_counted_alone():
    scanner = control("scanner", rows=("END-01",), threats=(Against("T01", Part.DETECTS),))
    other = stone("c", Part.DETECTS)
    assert status([scanner, other], {"scanner": State.MET})[0] == "open"
    assert status([scanner, other], {"scanner": State.MET, "c": State.MET})[0] == "partly"


def test_residual_threats_stand_at_every_level():
    steps = [
        Step(f"wall_{n}", Dimension.WALL, Level(n), "x", "x", ("x",), ("one", "two"), "x", ("x",), (1,))
        for n in range(1, 6)
    ]
    for proven in range(6):
        found = residual(steps, [T1, HUMAN], proven)
        unit = f"wall_{max(proven, 1)}"
        assert found == (Residual(unit, 0), Residual(unit, 1), Residual(HUMAN.id, -1))
