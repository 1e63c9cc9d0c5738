"""Recorded again, the examples are the same: what collectors see on the real fixtures, and what people claim."""

import subprocess
import sys

import pytest

from dev.record import main
from dev.recording.form import MOMENT, ORG, RECORDED, ROOT, SUBJECT, bodies, read_seen
from dev.recording.looking import look
from dev.recording.measure import measures, record
from dev.recording.scene import Fixtures, scenes
from dev.recording.steady import steady
from dev.wordpress import Site
from rempart.facts.fact import Observation
from rempart.facts.http_front import HttpFront, Step
from rempart.facts.not_seen import NotSeen
from rempart.facts.tls_renewal import TlsRenewal
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject

SCENES = [scene for scene in scenes() if set(scene.collectors) - {"tls_protocols"}]  # that one needs a tool of its own
CLAIMS = """
import sys
from pathlib import Path
from dev.record import record_controls
from rempart.maturity.core.control import Control
from rempart.registry.discover import discover
units = discover("rempart.maturity.controls", Control)
print(record_controls([units[name] for name in sys.argv[2:]], Path(sys.argv[1])))
"""


@pytest.mark.slow
@pytest.mark.xdist_group("recorded")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: f"{scene.id}-{scene.collectors[0]}")
def test_the_same_is_seen_again(wordpress: Site, scene, tmp_path):
    with Fixtures(wordpress, tools=tmp_path) as fixtures:
        for seen in look(scene, fixtures, set(scene.collectors) - {"tls_protocols"}):
            known = read_seen(RECORDED / "facts" / seen.collector / f"{scene.id}.json")
            assert bodies(seen.observations) == bodies(known.observations)


@pytest.mark.slow
def test_the_same_is_claimed_again(tmp_path):
    names = ("breach_clock", "flood_answer_time_known", "firewall_rules_current", "payments_by_two")
    command = [sys.executable, "-c", CLAIMS, str(tmp_path), *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    made = sorted((tmp_path / "controls").glob("*/*.json"))
    assert {path.parent.name for path in made} == set(names)
    for path in made:
        assert path.read_bytes() == (RECORDED / path.relative_to(tmp_path)).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.id)
def test_the_same_is_measured_on_ourselves_again(measure, tmp_path):
    record(measure, tmp_path)
    made = sorted((tmp_path / "facts").glob("*/*.json"))
    assert [path.stem for path in made] == sorted(measure.states)
    for path in made:
        assert path.read_bytes() == (RECORDED / path.relative_to(tmp_path)).read_bytes()


def test_every_example_has_its_scene():
    made = {(collector, scene.id) for scene in scenes() for collector in scene.collectors}
    made |= {(measure.id, scene) for measure in measures().values() for scene in measure.states}
    assert {(path.parent.name, path.stem) for path in (RECORDED / "facts").glob("*/*.json")} == made


@pytest.mark.parametrize("names", [[], ["no_such_unit"], ["all", "hsts"]])
def test_an_unknown_name_is_told(names, capsys):
    assert main(names) == 2
    assert "http_headers" in capsys.readouterr().err


def test_what_changes_each_time_is_made_steady():
    now = 1_800_000_000_123
    front = HttpFront(
        plain=(Step("http://localhost:41234/", 301),),
        encrypted=(),
        ends="http",
        mixed=(),
        final_url="http://localhost:41234/a?b=1",
        compression=None,
        first_byte_ms=7,
    )
    missed = NotSeen(
        wanted="http.front", code="reset", detail="127.0.0.1 (port 41234) hung up, 4096 bytes", is_error=True
    )
    renewal = TlsRenewal(
        first_seen_ms=now - 40 * 86_400_000 + 900,
        renewals_seen=0,
        days_left_at_last=None,
        lifetime_days=90,
        lifetime_left_percent=50,
    )
    seen = [
        Observation(
            org="x",
            subject=Subject("site", "y"),
            fact=fact,
            taken_at_ms=now,
            evidence=EvidenceClass.OBSERVED,
            source="s",
        )
        for fact in (front, missed, renewal)
    ]
    plain, failed, renewed = (one.fact for one in steady(seen, now, {41234: 8080}, "scene"))
    assert (plain.plain[0].url, plain.final_url) == ("http://localhost:8080/", "http://localhost:8080/a?b=1")
    assert plain.first_byte_ms != 7
    assert failed.detail == "127.0.0.1 (port 8080) hung up, 4096 bytes"
    assert renewed.first_seen_ms == MOMENT - 40 * 86_400_000
    assert {(one.org, one.subject, one.taken_at_ms) for one in steady(seen, now, {}, "scene")} == {
        (ORG, SUBJECT, MOMENT)
    }
