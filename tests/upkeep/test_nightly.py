"""The backup nobody thinks of: one a day, one when asked, a warning when it fails, and no hammering after that."""

from pathlib import Path

import pytest

from rempart.channel.lock import FolderLock
from rempart.upkeep import backup, nightly, places
from tests.upkeep import folder

NOW = 1_800_000_000_000
HOUR = 3_600_000


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder.furnish(tmp_path / "data")
    return tmp_path / "data"


def kinds(state: Path) -> list[object]:
    return [
        kind for (kind,) in folder.rows(state, "SELECT kind FROM ledger_entry WHERE kind LIKE 'upkeep.%' ORDER BY id")
    ]


def test_one_a_day_and_one_when_asked(state: Path) -> None:
    assert nightly.back_up_if_due(state, NOW)
    assert not nightly.back_up_if_due(state, NOW + 23 * HOUR)
    assert nightly.back_up_if_due(state, NOW + 24 * HOUR)
    nightly.wish(state)
    assert nightly.back_up_if_due(state, NOW + 25 * HOUR)
    assert not nightly.is_wished(state)
    assert len(backup.made_in(places.data_backups(state))) == 3
    assert kinds(state) == ["upkeep.backup.made"] * 3


def test_a_failure_is_told_and_tried_again_in_an_hour(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(places.TO, str(tmp_path / "file" / "below"))
    import time

    now = time.time_ns() // 1_000_000
    assert not nightly.back_up_if_due(state, now)
    assert not nightly.is_due(state, now + HOUR // 2)
    assert nightly.is_due(state, now + 2 * HOUR)
    assert kinds(state) == ["upkeep.backup.failed"]
    monkeypatch.delenv(places.TO)
    assert nightly.back_up_if_due(state, now + 2 * HOUR)
    assert kinds(state) == ["upkeep.backup.failed", "upkeep.backup.made"]


def test_two_at_once_make_one(state: Path) -> None:
    nightly.wish(state)
    with FolderLock(state, backup.LOCK):
        assert not nightly.back_up_if_due(state, NOW)
    assert kinds(state) == []
    assert nightly.is_wished(state)  # whoever asked still gets one


def test_sealed_where_the_operator_says_so(state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words").write_text("granite-not-gravel-5\n")
    monkeypatch.setenv(places.PASSPHRASE, str(tmp_path / "words"))
    assert nightly.back_up_if_due(state, NOW)
    (made,) = backup.made_in(places.data_backups(state))
    assert made.manifest.seal is not None
    (tmp_path / "words").write_text("short\n")
    assert not nightly.back_up_if_due(state, NOW + 25 * HOUR)
    assert kinds(state)[-1] == "upkeep.backup.failed"


def test_a_clock_that_was_set_back_stalls_neither_the_backup_nor_its_second_try(state: Path) -> None:
    """It ran ten days ahead: the backup of then stands for no night from now on."""
    import os

    assert nightly.back_up_if_due(state, NOW + 240 * HOUR)
    assert nightly.back_up_if_due(state, NOW)
    assert not nightly.back_up_if_due(state, NOW + HOUR)  # and not at every look
    assert nightly.back_up_if_due(state, NOW + 24 * HOUR)
    failed = places.work(state) / nightly.FAILED
    failed.touch()
    os.utime(failed, (NOW / 1000 + 864_000, NOW / 1000 + 864_000))
    assert nightly.is_due(state, NOW + 48 * HOUR)
