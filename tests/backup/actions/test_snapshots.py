"""A snapshot in two places, what is told of it, and what happens when a place fails (BAK-01, BAK-03)."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from rempart.backup.actions.ask import ask, stop
from rempart.backup.actions.clock import ask_what_is_due
from rempart.backup.actions.plans import clear_unrest
from rempart.backup.actions.work import claim, do, work_one
from rempart.backup.core.stages import Stage, Work
from rempart.backup.store.models import Job, Plan, Snapshot, Vault
from rempart.directory.actions.action import now_ms, raw_connection
from tests.backup.house import Shop, make
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan in two folders."""
    return make(cast_, tmp_path, monkeypatch)


def kinds() -> list[str]:
    """Names of the events so far."""
    return [row[0] for row in raw_connection().execute("SELECT kind FROM ledger_entry ORDER BY id").fetchall()]


@pytest.fixture
def shop2(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """In two places."""
    return make(cast_, tmp_path, monkeypatch, places_=2)


def test_a_snapshot_stands_in_both_places_and_the_record_says_so(shop2: Shop) -> None:
    shop = shop2
    first = shop.snapshot()
    rows = Snapshot.objects.filter(vault__plan=shop.plan)
    assert rows.count() == 2
    assert {row.files for row in rows} == {first.files}
    assert first.rows == 3
    assert first.tables == 2
    assert "backup.snapshot.taken" in kinds()
    assert "backup.fact.recorded" in kinds()


def test_the_passwords_differ_and_stand_nowhere(shop2: Shop) -> None:
    from rempart.backup.actions.opened import master_key, password_of, repository_of

    vaults = list(Vault.objects.order_by("order"))
    key = master_key(shop2.plan.organisation)
    words = [password_of(key, vault.uid) for vault in vaults]
    assert words[0] != words[1]
    call = repository_of(vaults[0]).call("snapshots")
    shown = " ".join([*call.argv, *call.env.values()])
    assert words[0].decode() not in shown
    assert "proc" not in shown
    assert "{password}" in shown


def test_one_place_that_fails_is_told_once_and_the_other_has_it(shop2: Shop) -> None:
    shop = shop2
    shop.snapshot()
    disk = Path(shop.root.parent / "disk")
    disk.rename(disk.with_name("taken-out"))
    disk.write_text("no folder")
    for _ in range(2):
        shop.snapshot()
    assert kinds().count("backup.place.failed") == 1
    assert Snapshot.objects.filter(vault__order=0).count() == 3
    assert Snapshot.objects.filter(vault__order=1).count() == 1


def test_no_place_at_all_is_a_failure_that_shouts(shop: Shop) -> None:
    shop.root.rename(shop.root.with_name("gone"))
    job = shop.run(Work.SNAPSHOT)
    assert (job.stage, job.trouble) == (Stage.FAILED, "missing")
    assert "backup.snapshot.failed" in kinds()
    assert Plan.objects.get().failed_in_a_row == 1


def test_a_path_that_the_operator_has_not_opened_is_not_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", f"anotheruid={shop.root.parent}")
    job = shop.run(Work.SNAPSHOT)
    assert (job.stage, job.trouble) == (Stage.FAILED, "not_allowed")
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", f"{shop.plan.organisation.uid}={shop.root.parent}")
    assert shop.run(Work.SNAPSHOT).stage == Stage.DONE


def test_two_workers_never_have_the_same_job_and_a_site_has_one_at_a_time(shop: Shop) -> None:
    job = ask(shop.actor, shop.plan, Work.SNAPSHOT)
    ask(shop.actor, shop.plan, Work.VERIFY)
    mine = claim()
    assert mine is not None
    assert mine.pk == job.pk
    assert claim() is None
    Job.objects.filter(pk=job.pk).update(lease_until_ms=now_ms() - 1)  # its worker was killed
    again = claim()
    assert again is not None
    assert again.tries == 2
    assert do(mine).stage == Stage.RUNNING  # the first one wakes up: it is no longer its own
    assert do(again).stage == Stage.DONE


def test_a_person_stops_it(shop: Shop) -> None:
    job = ask(shop.actor, shop.plan, Work.SNAPSHOT)
    stop(shop.actor, job)
    mine = claim()
    assert mine is not None
    assert do(mine).stage == Stage.STOPPED
    assert not Snapshot.objects.exists()


def test_the_clock_asks_once_and_verifies_and_rehearses(shop: Shop) -> None:
    assert ask_what_is_due()
    assert not ask_what_is_due()
    assert set(Job.objects.values_list("work", flat=True)) == {"snapshot", "verify", "rehearse"}
    while work_one():
        pass
    assert set(Job.objects.values_list("stage", flat=True)) == {"done"}
    assert Snapshot.objects.exclude(verified_at_ms=None).count() == 1
    assert Job.objects.get(work="rehearse").result["verified"] is True
    assert [path.name for path in shop.root.parent.iterdir() if path.name.startswith(".rempart-")] == []


def test_files_that_turn_into_noise_pause_pruning_and_shout_until_a_person_has_looked(shop: Shop) -> None:
    import secrets

    for path in list(shop.root.rglob("*.php")):
        path.write_text("<?php // as people write it")
    shop.snapshot()
    for path in list(shop.root.rglob("*.php")):
        path.write_bytes(secrets.token_bytes(5_000))
    shop.snapshot()
    assert "scrambled" in Plan.objects.get().unrest
    assert "backup.unrest.noticed" in kinds()
    old = Snapshot.objects.count()
    Plan.objects.update(keep_hourly=0, keep_daily=0, keep_weekly=0, keep_monthly=0)
    Vault.objects.update(pruned_at_ms=1)
    shop.plan.refresh_from_db()
    shop.snapshot()
    assert Snapshot.objects.count() == old + 1
    clear_unrest(shop.actor, shop.plan)
    for path in list(shop.root.rglob("*.php")):
        path.write_text("<?php // clean again")
    shop.plan.refresh_from_db()
    shop.snapshot()
    assert Plan.objects.get().unrest == ""
    assert Snapshot.objects.count() == 1


def test_whether_the_writing_account_can_delete_is_tried_not_believed(shop: Shop) -> None:
    shop.snapshot()
    assert shop.run(Work.VERIFY).stage == Stage.DONE
    assert Vault.objects.get().is_delete_refused is False
    assert kinds().count("backup.store.tried") == 1
    assert len(Snapshot.objects.get().restic_id) == 64


def test_strangers_and_readers_ask_for_nothing(shop: Shop, cast_: Cast) -> None:
    for account in (cast_.bob, cast_.charlie):
        for work in Work:
            with pytest.raises(PermissionDenied):
                ask(account, shop.plan, work)
