"""A busy machine is waited for, and a line is not filled: how the vault keeps out of the way."""

import os
import time
from pathlib import Path

import pytest

from rempart.backup.actions import work as working
from rempart.backup.actions.ask import ask, stop
from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.work import claim
from rempart.backup.core.stages import Stage, Work
from rempart.backup.store.models import Job, Plan
from rempart.channel.source import Stopped
from tests.backup.house import Shop, make
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """That waits above one full processor; two of them are there."""
    found = make(cast_, tmp_path, monkeypatch, files=1)
    Plan.objects.filter(pk=found.plan.pk).update(max_load_percent=100)
    found.plan.refresh_from_db()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return found


def busy(monkeypatch: pytest.MonkeyPatch, load: float) -> None:
    """What the kernel says."""
    monkeypatch.setattr(os, "getloadavg", lambda: (load, load, load))


def test_a_snapshot_waits_while_the_machine_is_busy_but_not_for_ever(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(shop.actor, shop.plan, Work.SNAPSHOT)
    busy(monkeypatch, 2.2)
    assert claim() is None
    job.refresh_from_db()
    assert job.stage == Stage.WAITING
    busy(monkeypatch, 1.8)
    assert (claim() or job).stage == Stage.RUNNING
    Job.objects.update(stage=Stage.WAITING, lease_until_ms=0)
    busy(monkeypatch, 9.0)
    assert claim() is None
    Job.objects.update(asked_at_ms=job.asked_at_ms - working.WAIT_FOR_LOAD_MS - 1)
    assert (claim() or job).stage == Stage.RUNNING


def test_a_restore_and_whoever_stands_at_the_shell_do_not_wait(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(monkeypatch, 9.0)
    waits = ask(shop.actor, shop.plan, Work.SNAPSHOT)
    back = ask(shop.actor, shop.plan, Work.RESTORE)
    taken = claim()
    assert taken is not None
    assert taken.pk == back.pk
    Job.objects.filter(pk=back.pk).update(stage=Stage.DONE)
    assert claim(waits.uid) is not None


def test_the_line_is_paced_and_a_stop_is_heard_while_it_waits(shop: Shop) -> None:
    Plan.objects.update(bandwidth_kib=10)
    ask(shop.actor, shop.plan, Work.VERIFY)
    job = claim()
    assert job is not None
    desk, began = JobDesk(job), time.monotonic()
    for _ in range(4):
        desk.pace(1_024)
    assert 0.3 < time.monotonic() - began < 60
    stop(shop.actor, job)
    with pytest.raises(Stopped):
        desk.pace(10_000_000)
