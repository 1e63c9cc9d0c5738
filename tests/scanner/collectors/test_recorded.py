"""The recorded examples of the collectors: whole, in today's form, and different for good and broken."""

import pytest

from dev.recording.form import RECORDED, bodies, read_seen
from dev.recording.judging import recorded
from rempart.facts.not_seen import NotSeen
from rempart.registry.discover import discover
from rempart.scanner.core.collector import CODES, Collector

UNITS = discover("rempart.scanner.collectors", Collector)
FILES = sorted(path for unit in UNITS for path in (RECORDED / "facts" / unit).glob("*.json"))
every_unit = pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_reads_in_todays_form(path):
    seen = read_seen(path)
    unit = UNITS[path.parent.name]
    assert (seen.collector, seen.version) == (unit.id, unit.version)
    assert seen.observations
    for one in seen.observations:
        assert (one.source, one.version, one.evidence) == (unit.id, unit.version, unit.evidence)
        if isinstance(one.fact, NotSeen):
            assert one.fact.code in CODES - {"unexpected"}
            assert one.fact.wanted in {kind.kind for kind in unit.kinds}
        else:
            assert type(one.fact) in unit.kinds


@every_unit
def test_good_and_broken_differ(unit):
    sides = {"good": [], "broken": [], "blind": []}
    for seen in recorded(unit.id):
        sides[seen.side].append([body["fact"] for body in bodies(seen.observations)])
    assert any(facts not in sides["broken"] for facts in sides["good"])
    assert any(facts not in sides["good"] for facts in sides["broken"])


def test_nothing_of_this_machine_is_recorded():
    for path in FILES:
        text = path.read_text("utf-8")
        assert "/tmp" not in text
        assert "/root" not in text
