"""Rows BAK and SELF of the acceptance list, and THR-14: a site is kept, and comes back."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from rempart.backup.actions.ask import note_printed
from rempart.backup.actions.clock import ask_what_is_due
from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.actions.tell_backups import copy_facts, restore_fact, run_fact, three_two_one
from rempart.backup.actions.work import work_one
from rempart.backup.core.stages import Stage, Work
from rempart.backup.store.models import Job, Plan, Snapshot, Vault
from rempart.channel.place import state_folder
from rempart.facts.backup_copy import BackupCopy
from rempart.maturity.core.backup_rule import (
    judge_daily,
    judge_encrypted,
    judge_frequent,
    judge_off_server,
    judge_one_click,
    judge_place,
    judge_restored,
)
from rempart.terms.state import State
from tests.backup.actions.test_restores import same_files
from tests.backup.house import Shop, make, tree
from tests.cast import Cast
from tests.servers.rest_store import rest_store

pytestmark = pytest.mark.slow


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Kept in one folder of this machine, every six hours."""
    return make(cast_, tmp_path, monkeypatch)


@contextlib.contextmanager
def kept_away(shop: Shop, folder: Path) -> Iterator[Vault]:
    """A second place behind a server of its own that only appends."""
    with rest_store(folder / "away", append_only=True) as address:
        house = shop.site.organisation
        given = {"url": address, "user": "shop", "password": "granite"}
        away = add_store(shop.actor, house, places()["rest"], "Away", given, is_elsewhere=True)
        stores = [Vault.objects.get(plan=shop.plan).store, away]
        set_plan(shop.actor, shop.site, sources()["here"], dict(shop.plan.settings), stores, every_s=6 * 3_600)
        shop.plan = Plan.objects.get(pk=shop.plan.pk)
        shop.snapshot()
        yield Vault.objects.get(plan=shop.plan, store=away)


def copies(shop: Shop) -> dict[str, BackupCopy]:
    """What is told of each place, by its kind of storage."""
    return {fact.medium: fact for fact, _ in copy_facts(shop.plan)}


def test_BAK_01_how_often_and_where_it_is_stored_stands_on_the_page(shop: Shop, client: Client) -> None:
    shop.snapshot()
    client.force_login(shop.actor)
    page = client.get(f"/sites/{shop.site.uid}/vault/").content.decode()
    assert "every 6 hours" in page
    assert "Own" in page
    told = run_fact(shop.plan)
    assert told is not None
    assert judge_daily(told).state == State.MET
    assert all(judge_place(fact).state == State.MET for fact in copies(shop).values())


def test_BAK_02_a_copy_on_the_same_server_alone_is_not_off_the_server(shop: Shop) -> None:
    shop.snapshot()
    assert [judge_off_server(fact) for fact in copies(shop).values()] == [None]


def test_BAK_03_it_runs_by_itself_and_comes_back_with_one_request(shop: Shop) -> None:
    assert ask_what_is_due()
    while work_one():
        pass
    moment = Snapshot.objects.order_by("-pk")[0]
    shutil.rmtree(shop.root / "wp-content" / "plain", ignore_errors=True)
    assert shop.run(Work.RESTORE, snapshot=moment).stage == Stage.DONE


def test_BAK_04_the_time_that_a_restore_takes_is_measured(shop: Shop) -> None:
    shop.snapshot()
    assert restore_fact(shop.plan) is None
    done = shop.run(Work.REHEARSE)
    assert done.result["achieved_rto_s"] >= 1
    fact = restore_fact(shop.plan)
    assert fact is not None
    assert fact.seconds == done.result["achieved_rto_s"]
    assert judge_restored(fact).state == State.MET


def test_BAK_05_frequent_is_the_longest_gap_and_young_is_not_yet_known(shop: Shop) -> None:
    shop.snapshot()
    told = run_fact(shop.plan)
    assert told is not None
    assert judge_frequent(told).state == State.UNKNOWN
    Snapshot.objects.update(taken_at_ms=Snapshot.objects.get().taken_at_ms - 30 * 3_600_000)
    told = run_fact(shop.plan)
    assert told is not None
    assert judge_frequent(told).state == State.NOT_MET


def test_BAK_06_off_site_and_encrypted_with_a_key_that_somebody_holds(shop: Shop, tmp_path: Path) -> None:
    with kept_away(shop, tmp_path):
        away = copies(shop)["server"]
    assert judge_encrypted(away).state == State.PARTIAL
    found = judge_off_server(away)
    assert found is not None
    assert found.state == State.MET
    note_printed(shop.actor, shop.site.organisation)
    assert judge_encrypted(copies(shop)["server"]).state == State.MET
    stored = b"".join(path.read_bytes() for path in (tmp_path / "away").rglob("*") if path.is_file())
    assert b"the front page" not in stored


def test_BAK_07_a_wiped_site_comes_back_whole_with_one_request(shop: Shop) -> None:
    before, rows = tree(shop.root), shop.rows()
    moment = shop.snapshot()
    shutil.rmtree(shop.root)
    shop.root.mkdir()
    done = shop.run(Work.RESTORE, snapshot=moment)
    assert done.stage == Stage.DONE, (done.trouble, done.detail)
    assert same_files(tree(shop.root), before)
    assert shop.rows() == rows
    fact = restore_fact(shop.plan)
    assert fact is not None
    assert judge_one_click(fact).state == State.MET


def test_BAK_08_BAK_09_three_two_one_counts_what_was_tried_and_refused(shop: Shop, tmp_path: Path) -> None:
    shop.snapshot()
    assert not three_two_one(shop.plan).stands
    with kept_away(shop, tmp_path) as away:
        shop.run(Work.VERIFY)  # what writes the backups tries to delete one
        away.refresh_from_db()
        count = three_two_one(shop.plan)
    assert away.is_delete_refused is True
    assert Vault.objects.exclude(pk=away.pk).get(plan=shop.plan).is_delete_refused is False
    assert (count.copies, count.media, count.elsewhere, count.offline) == (3, 2, 1, 1)
    assert count.stands


def test_SELF_01_the_page_of_a_restore_names_everything_that_comes_back(shop: Shop, client: Client) -> None:
    moment = shop.snapshot()
    client.force_login(shop.actor)
    page = client.get(f"/sites/{shop.site.uid}/vault/restore/{moment.uid}/").content.decode()
    assert f"{moment.files}" in page
    assert f"{moment.rows}" in page


def test_SELF_03_how_long_recovery_takes_is_shown_as_measured(shop: Shop, client: Client) -> None:
    shop.snapshot()
    client.force_login(shop.actor)
    href = f"/sites/{shop.site.uid}/vault/"
    assert "nobody knows how long it takes" in client.get(href).content.decode()
    shop.run(Work.REHEARSE)
    assert "and is back in" in client.get(href).content.decode()


def test_THR_14_the_second_place_answers_when_the_server_is_gone_with_its_backups(shop: Shop, tmp_path: Path) -> None:
    with kept_away(shop, tmp_path) as away:
        before = tree(shop.root)
        shutil.rmtree(shop.root)
        shop.root.mkdir()
        shutil.rmtree(state_folder() / "vault")
        moment = Snapshot.objects.filter(vault=away).order_by("-pk")[0]
        done = shop.run(Work.RESTORE, snapshot=moment)
        assert done.stage == Stage.DONE, (done.trouble, done.detail)
        assert same_files(tree(shop.root), before)
        assert Job.objects.get(pk=done.pk).result["verified"] is True
