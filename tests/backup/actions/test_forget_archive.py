"""An archive that was brought in goes out of every place again; nothing that the vault took itself goes that way."""

from pathlib import Path

import pytest

from rempart.backup.actions.forget_archive import InUse, ask_forget
from rempart.backup.actions.opened import repository_of
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Stage, Work
from rempart.backup.core.updraft import MARK
from rempart.backup.net import restic
from rempart.backup.store.models import Job, Snapshot, Store, Vault
from rempart.directory.actions.action import raw_connection
from tests.backup import updraft_writer as writer
from tests.backup.actions.test_bring_in import bring, shop
from tests.backup.house import Shop

__all__ = ["shop"]


def forget(shop: Shop) -> Job:
    job = ask_forget(shop.actor, shop.plan, writer.NONCE)
    return do(claim(job.uid) or job)


def held(vault: Vault) -> list[str]:
    """As rows name them: by their first digits."""
    return [str(one["id"])[:8] for one in restic.snapshots(repository_of(vault))]


def test_it_goes_from_every_place_and_what_is_ours_stays(shop: Shop) -> None:
    store = Store.objects.get(title="Disk")
    Vault.objects.create(organisation=shop.plan.organisation, plan=shop.plan, store=store, order=1)
    own = shop.snapshot()
    bring(shop)
    assert Snapshot.objects.exclude(brought_from="").count() == 2
    job = forget(shop)
    assert (job.stage, job.result) == (Stage.DONE, {"places": 2}), job.detail
    assert not Snapshot.objects.exclude(brought_from="").exists()
    for vault in Vault.objects.all():
        assert held(vault) == [row.restic_id for row in Snapshot.objects.filter(vault=vault)]
    assert Snapshot.objects.filter(pk=own.pk).exists()
    kinds = [kind for (kind,) in raw_connection().execute("SELECT kind FROM ledger_entry ORDER BY id").fetchall()]
    assert kinds.index("backup.archive.unwanted") < kinds.index("backup.archive.removed")
    with pytest.raises(LookupError):
        ask_forget(shop.actor, shop.plan, writer.NONCE)
    assert bring(shop).stage == Stage.DONE  # and can come in again


def test_a_row_that_names_another_snapshot_removes_nothing(shop: Shop) -> None:
    own = shop.snapshot()
    Snapshot.objects.filter(pk=own.pk).update(brought_from=f"{MARK}:{writer.NONCE}")
    forget(shop)
    assert own.restic_id in held(own.vault)


def test_what_went_already_is_gone_and_a_restore_keeps_it(shop: Shop) -> None:
    bring(shop)
    row = Snapshot.objects.get()
    waiting = shop.plan.jobs.create(
        organisation=shop.plan.organisation,
        work=Work.RESTORE,
        stage=Stage.WAITING,
        asked_by="x",
        asked_at_ms=1,
        snapshot=row,
    )
    with pytest.raises(InUse):
        ask_forget(shop.actor, shop.plan, writer.NONCE)
    waiting.delete()
    restic.delete(repository_of(row.vault), row.restic_id)  # killed in between
    assert forget(shop).stage == Stage.DONE
    assert not Snapshot.objects.exists()


def test_where_nobody_here_may_delete_it_stays_and_is_said(shop: Shop, tmp_path: Path) -> None:
    bring(shop)
    Vault.objects.update(is_delete_refused=True)
    job = forget(shop)
    assert (job.stage, job.trouble) == (Stage.FAILED, "append_only")
    assert Snapshot.objects.exists()
