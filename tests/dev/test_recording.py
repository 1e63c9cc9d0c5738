"""Recorded again, the examples are the same: what collectors see on the real fixtures, and what people claim."""

import subprocess
import sys

import pytest

from dev.record import main
from dev.recording.form import RECORDED, ROOT, bodies, read_seen
from dev.recording.looking import look
from dev.recording.scene import Fixtures, scenes
from dev.wordpress import Site

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
    names = ("backup_daily", "flood_answer_time_known", "outage_alerted", "payments_by_two")
    command = [sys.executable, "-c", CLAIMS, str(tmp_path), *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    made = sorted((tmp_path / "controls").glob("*/*.json"))
    assert {path.parent.name for path in made} == set(names)
    for path in made:
        assert path.read_bytes() == (RECORDED / path.relative_to(tmp_path)).read_bytes()


def test_every_example_has_its_scene():
    made = {(collector, scene.id) for scene in scenes() for collector in scene.collectors}
    assert {(path.parent.name, path.stem) for path in (RECORDED / "facts").glob("*/*.json")} == made


@pytest.mark.parametrize("names", [[], ["no_such_unit"], ["all", "hsts"]])
def test_an_unknown_name_is_told(names, capsys):
    assert main(names) == 2
    assert "http_headers" in capsys.readouterr().err
