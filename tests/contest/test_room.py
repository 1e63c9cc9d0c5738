"""A room with an address of its own: who sits there plays, nobody outside gets in, and a site reaches nothing (ADD-07)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dev.wordpress.template import template
from rempart.staging.net import fresh
from tests.contest.room import HUB, HUB_OUTSIDE, NAME

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Played once, in networks of its own that need nobody's leave."""
    folder = tmp_path_factory.mktemp("room")
    (folder / "state").mkdir(mode=0o700)
    alone = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-m", "tests.contest.room"]
    env = {**os.environ, fresh.SOURCE: str(template("sqlite") / "www")}
    ran = subprocess.run(
        [*alone, str(folder / "state")], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=240
    )
    assert ran.returncode == 0, ran.stderr[-2_000:]
    return json.loads(ran.stdout.splitlines()[-1])


pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.timeout(600)]


def test_who_sits_in_the_room_plays(told: Any) -> None:
    asked = told["asked"]
    assert all(one.partition(".")[2] == NAME for one in told["addresses"])  # port 80, which browsers do not say
    assert asked["entered"][0] == 303
    assert asked["played"][0] == 200
    assert "Marigold" in asked["played"][1]
    assert "flag-" in asked["flag"][1]
    assert asked["to_sign_in"][0] == 302


def test_the_minutes_count_there_too(told: Any) -> None:
    assert told["board"] == [[1, 1, True], [1, 1, True]]


def test_nobody_outside_reaches_a_site(told: Any) -> None:
    asked = told["asked"]
    assert asked["other_address"][0] == asked["no_way"][0] == 0
    assert not asked["own_loopback"]
    assert asked["by_a_trick"][0] == 403
    for name in ("without_word", "used_twice", "crossed"):
        assert asked[name][0] == 403, name
    assert asked["by_number"][0] == 404
    for name in ("by_a_trick", "without_word", "used_twice", "crossed", "by_number"):
        assert "Marigold" not in asked[name][1]
        assert "flag-" not in asked[name][1]


def test_a_site_reaches_nothing(told: Any) -> None:
    assert told["hub_itself"] == [True, True]  # who was looked for, stood there
    assert not any(told["inside"].values()), told["inside"]
    assert told["came"] == [[HUB], [HUB_OUTSIDE]]  # and nobody else came
