"""kill -9 of the worker at seeded moments of a contest: nothing of it runs on, it is served again, it ends (ADD-07)."""

from pathlib import Path
from typing import Any

import pytest

from dev.wordpress.template import template
from rempart.staging.net import fresh
from tests.contest.killing import kill_and_check

KILLS = 5


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_kill_nine_of_the_worker(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv(fresh.SOURCE, str(template("sqlite") / "www"))
    done = kill_and_check(tmp_path, seed=20_265, kills=KILLS)
    assert sum(done.values()) == KILLS
    assert done["making"] >= 1
