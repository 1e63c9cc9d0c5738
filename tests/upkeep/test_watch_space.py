"""A disk that was full, or a quota that was used up, leaves its event as soon as there is room, once, in any process."""

import errno
import os
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from rempart.channel import full
from rempart.upkeep.duties import watch_space
from tests.upkeep import folder

FILLED = [("upkeep.disk.filled",)]


@pytest.fixture
def state(tmp_path: Path, settings: LazySettings) -> Path:
    folder.furnish(tmp_path / "data")
    settings.STATE = tmp_path / "data"
    watch_space.run()  # the worker has looked once while there was room
    return tmp_path / "data"


def told(state: Path) -> list[tuple[object, ...]]:
    return folder.rows(state, "SELECT kind FROM ledger_entry WHERE kind = 'upkeep.disk.filled'")


def refuse(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fallocate(handle: int, offset: int, size: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "posix_fallocate", fallocate)


def test_nothing_is_told_while_all_is_well(state: Path) -> None:
    watch_space.run()
    assert told(state) == []


def test_a_short_spell_between_two_looks_is_told_once(state: Path) -> None:
    """Whichever process met it: the console, the one that writes the record, the worker."""
    full.note_full(state)
    for _ in range(3):
        watch_space.run()
    assert told(state) == FILLED


@pytest.mark.parametrize("number", [errno.EDQUOT, errno.ENOSPC])
def test_it_waits_for_room_and_a_quota_counts(state: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The disk has room, the quota has none."""
    full.note_full(state)
    with monkeypatch.context() as small:
        refuse(small, number)
        watch_space.run()
        watch_space.run()
        assert told(state) == []
    watch_space.run()
    assert told(state) == FILLED
    assert sorted(one.name for one in state.glob("disk.full*")) == ["disk.full"]


def test_a_second_spell_is_told_again(state: Path) -> None:
    for _ in range(2):
        full.note_full(state)
        watch_space.run()
    assert told(state) == FILLED * 2


def test_the_sign_can_be_set_where_no_file_can_be_made(state: Path) -> None:
    before = full.failed_at_s(state)
    assert before == 0
    (state / full.SIGN).chmod(0o400)
    state.chmod(0o500)
    try:
        full.note_full(state)
    finally:
        state.chmod(0o700)
    assert abs(full.failed_at_s(state) - time.time()) < 60
