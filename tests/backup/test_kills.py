"""kill -9 at seeded moments: every listed snapshot restores, nothing half-restored is called done."""

from pathlib import Path

import pytest

from dev.wordpress.mariadb import Server, create
from tests.backup.killing import kill_and_check

KILLS = 25


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_kill_nine_of_hub_and_restic(tmp_path: Path) -> None:
    create(tmp_path / "data")
    with Server(tmp_path / "data") as server:
        server.sql("CREATE DATABASE shop CHARACTER SET utf8mb4")
        (tmp_path / "house").mkdir()
        done = kill_and_check(tmp_path / "house", server.socket, seed=20_263, kills=KILLS)
    assert done["killed"] >= KILLS
