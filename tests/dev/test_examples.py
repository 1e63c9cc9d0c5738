"""A unit without its recorded examples fails the build, with the command that mends it."""

import json
import shutil
from dataclasses import replace

import pytest

from dev.examples import check, faults
from dev.recording.form import RECORDED
from dev.recording.judging import can_be_met, demanded
from rempart.maturity.core.control import Control, Opinion
from rempart.registry.discover import discover
from rempart.scanner.core.collector import Collector
from rempart.terms.evidence import Proof
from rempart.terms.state import State

CONTROLS = discover("rempart.maturity.controls", Control)
UNITS = discover("rempart.scanner.collectors", Collector)
HSTS, HEADERS = CONTROLS["hsts"], UNITS["http_headers"]


@pytest.fixture
def root(tmp_path):
    """The examples of one control and of the collector it reads, to be spoiled."""
    for name in ("controls/hsts", "facts/http_headers"):
        shutil.copytree(RECORDED / name, tmp_path / name)
    return tmp_path


def found(root, control=HSTS, unit=HEADERS):
    return faults({control.id: control}, {unit.id: unit}, root)


def test_what_is_there_is_whole(root):
    assert check() == []
    assert found(root) == []


def test_a_planted_control_is_asked_for_its_examples(root):
    planted = replace(HSTS, id="planted")
    told = faults({"hsts": HSTS, "planted": planted}, {"http_headers": HEADERS}, root)
    assert len(told) == 3
    for state, fault in zip(("met", "not_met", "unknown"), told, strict=True):
        assert fault.endswith(f"controls/planted/{state}.json: missing; run `python dev/record.py planted`")


def test_a_planted_collector_is_asked_for_a_good_and_a_broken_state(root):
    planted = replace(HEADERS, id="planted")
    told = faults({"hsts": HSTS}, {"http_headers": HEADERS, "planted": planted}, root)
    assert len(told) == 2
    for side, fault in zip(("good", "broken"), told, strict=True):
        assert f"no example of a {side} state" in fault
        assert fault.endswith("run `python dev/record.py planted`")


def test_another_version_must_look_again(root):
    told = found(root, unit=replace(HEADERS, version=2))
    assert told
    assert all("recorded by version 1, today's is 2; run `python dev/record.py http_headers`" in one for one in told)


def test_another_judgement_must_be_recorded(root):
    lenient = replace(HSTS.needs[0], judge=lambda _fact: Opinion(State.MET, "kept", {"days": 1}))
    told = found(root, replace(HSTS, needs=(lenient,)))
    assert any("not_met.json: judged met today; run `python dev/record.py hsts`" in one for one in told)
    assert any("met.json: today's verdict has another reason" in one for one in told)


def test_a_fact_of_another_form_must_be_recorded(root):
    path = root / "facts/http_headers/fronted.json"
    whole = json.loads(path.read_text())
    whole["observations"][0]["fact"]["gone"] = 1
    path.write_text(json.dumps(whole))
    assert any("fronted.json: its http.headers has other fields than today's" in one for one in found(root))


def test_a_typed_example_is_told_from_a_recorded_one(root):
    path = root / "controls/hsts/met.json"
    whole = json.loads(path.read_text())
    whole["observations"][0]["fact"]["hsts_subdomains"] = False
    path.write_text(json.dumps(whole))
    (told,) = found(root)
    assert "its collectors have seen fronted anew since" in told


def test_what_is_left_of_a_unit_that_is_gone(root):
    (root / "facts/old").mkdir()
    (told,) = found(root)
    assert told.endswith("facts/old: its unit is gone; remove the folder")


def test_a_look_that_failed_is_no_example_of_a_good_state(root):
    shutil.copy(root / "facts/http_headers/hanging_up.json", root / "facts/http_headers/fronted.json")
    path = root / "facts/http_headers/fronted.json"
    path.write_text(path.read_text().replace('"side": "blind"', '"side": "good"'))
    assert any("fronted.json: a look that failed is no example" in one for one in found(root))


def test_a_collector_that_cannot_tell_good_from_broken(root):
    for path in (root / "facts/http_headers").glob("*.json"):
        if '"side": "broken"' in path.read_text():
            path.write_text((root / "facts/http_headers/fronted.json").read_text().replace('"good"', '"broken"'))
    told = [one for one in found(root) if "state looks like a" in one]
    assert len(told) == 2


def test_what_nothing_can_meet_owes_no_example_until_it_has_a_need_or_a_paper():
    unmeetable = [control for control in CONTROLS.values() if not can_be_met(control)]
    for control in unmeetable:
        assert not control.needs
        assert Proof.DOCUMENT not in control.proof
        assert demanded(control) == ("not_met", "unknown")
        assert demanded(replace(control, needs=HSTS.needs)) == ("met", "not_met", "unknown")
        assert demanded(replace(control, proof=(*control.proof, Proof.DOCUMENT))) == ("met", "not_met", "unknown")


def test_with_a_need_the_example_of_met_is_demanded(tmp_path):
    bare = next(
        (control for control in CONTROLS.values() if not can_be_met(control)), replace(HSTS, needs=(), proof=())
    )
    planted = replace(bare, id="planted", needs=HSTS.needs)
    told = [one for one in faults({"planted": planted}, {}, tmp_path) if "planted/met.json: missing" in one]
    assert len(told) == 1
