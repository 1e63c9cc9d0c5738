"""Closed while the vault works: what changes nothing is put down until the opening, what changes a site is ended."""

from pathlib import Path
from typing import Any

import pytest

from rempart.backup.actions import take_snapshot
from rempart.backup.actions.ask import ask
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Stage, Step, Work
from rempart.backup.net import here, tree
from rempart.backup.store.models import Job, Snapshot
from rempart.directory.actions import lease
from rempart.directory.actions.action import now_ms
from rempart.directory.store.closures import Closure
from rempart.directory.store.models import Organisation
from tests.access.record import kinds
from tests.backup.house import Shop, make
from tests.cast import Cast

pytestmark = pytest.mark.slow


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Whose desk looks up at every word it is told."""
    monkeypatch.setattr(lease, "EVERY_S", 0.0)
    return make(cast_, tmp_path, monkeypatch, files=3)


class Killed(BaseException):
    """As by kill -9: nothing of ours catches it."""


def close(house: Organisation) -> None:
    """From one moment to the next."""
    Closure.objects.get_or_create(organisation=house, defaults={"why": Closure.MOVED, "at_ms": now_ms()})


def test_a_snapshot_is_put_down_and_taken_up_again(shop: Shop) -> None:
    job = ask(None, shop.plan, Work.SNAPSHOT)
    put_down = do(claim(job.uid) or job, lambda *_: close(shop.site.organisation))
    assert (put_down.stage, put_down.lease_until_ms, put_down.tries) == (Stage.WAITING, 0, 0)
    assert not Snapshot.objects.exists()
    assert claim() is None
    assert kinds(shop.site.organisation)[-1] == "backup.snapshot.asked"
    Closure.objects.all().delete()
    assert do(claim() or job).stage == Stage.DONE


def test_one_that_is_refused_the_record_is_put_down_too(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed after the last look: the entry is refused, not the job lost."""
    whole = take_snapshot.system_action

    def late(house: Organisation) -> Any:
        close(house)
        return whole(house)

    monkeypatch.setattr(take_snapshot, "system_action", late)
    job = ask(None, shop.plan, Work.SNAPSHOT)
    assert do(claim(job.uid) or job).stage == Stage.WAITING


@pytest.mark.parametrize("is_killed", [False, True], ids=["goes_on", "killed"])
def test_an_exchange_is_ended_and_said(shop: Shop, monkeypatch: pytest.MonkeyPatch, is_killed: bool) -> None:
    moment, whole = shop.snapshot(), tree.swap
    (shop.root / "index.php").write_text("defaced")

    def while_it_closes(root: Path, parcel: Any) -> None:
        close(shop.site.organisation)
        if is_killed:
            raise Killed
        whole(root, parcel)

    monkeypatch.setattr(here.tree, "swap", while_it_closes)
    job = ask(None, shop.plan, Work.RESTORE, snapshot=moment)
    if is_killed:
        with pytest.raises(Killed):
            do(claim(job.uid) or job)
        monkeypatch.setattr(here.tree, "swap", whole)
        Job.objects.update(lease_until_ms=0)
        do(claim() or job)
    else:
        do(claim(job.uid) or job)
    job.refresh_from_db()
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail)
    assert (shop.root / "index.php").read_text() == "<?php // the front page\n"
    assert kinds(shop.site.organisation)[-1] == "backup.restore.done"
