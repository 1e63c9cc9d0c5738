"""Ten thousand mails and twenty-five kills: exactly once, or listed as unknown (threat model, drills)."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from rempart.channel.place import DATABASE
from tests.mail.drills.killing import LINES, kill_and_check


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_twice_and_nobody_lost(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    with sqlite3.connect(tmp_path / "state" / DATABASE) as base:
        connection.connection.backup(base)  # the tests' own empty tables: making them anew takes long
    base.close()
    told = kill_and_check(tmp_path, seed=20261122, kills=25, people=10_000, over_s=10.0)
    assert told["accepted"] >= 10_000 - 25 * LINES
