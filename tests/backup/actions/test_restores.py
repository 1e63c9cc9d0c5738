"""Brought back whole or in part, taken back, and after every kind of trouble (BAK-07, SELF-01, BAK-04)."""

import json
import shutil
from pathlib import Path

import pytest

from rempart.backup.actions.ask import ask, undo
from rempart.backup.actions.clock import end_a_way_back
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Stage, Step, Work
from rempart.backup.net import here, tree
from rempart.backup.store.models import Job, Snapshot
from rempart.channel.source import Trouble
from rempart.updates.core.stages import Stage as UpdateStage
from rempart.updates.store.models import Job as UpdateJob
from rempart.updates.store.models import Package
from tests.backup.house import Shop, make
from tests.backup.house import tree as seen
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan in two folders."""
    return make(cast_, tmp_path, monkeypatch)


def spoil(shop: Shop) -> None:
    """As after a bad day."""
    (shop.root / "index.php").write_text("defaced")
    (shop.root / "shell.php").write_text("<?php evil();")
    shutil.rmtree(shop.root / "wp-content" / "plain", ignore_errors=True)
    shop.sql("DELETE FROM wp_posts; DROP TABLE wp_options; CREATE TABLE evil (a);")


def leftovers(shop: Shop) -> list[str]:
    """What lies beside the site."""
    return [path.name for path in shop.root.parent.iterdir() if path.name.startswith(".rempart-")]


def same_files(one: dict[str, str], other: dict[str, str]) -> bool:
    """But the database file, whose rows are compared."""
    drop = "wp-content/database/.ht.sqlite"
    return {k: v for k, v in one.items() if k != drop} == {k: v for k, v in other.items() if k != drop}


def test_everything_comes_back_and_can_be_taken_back(shop: Shop) -> None:
    before, rows = seen(shop.root), shop.rows()
    moment = shop.snapshot()
    spoil(shop)
    spoiled = seen(shop.root)
    job = shop.run(Work.RESTORE, snapshot=moment)
    assert (job.stage, job.step) == (Stage.DONE, Step.LIVE), (job.trouble, job.detail)
    assert same_files(seen(shop.root), before)
    assert shop.rows() == rows
    assert shop.rows("wp_options") == [(1, "x")]
    assert Snapshot.objects.filter(is_checkpoint=True).count() == 1  # the present state was kept first
    undo(shop.actor, job)
    back = do(claim() or job)
    assert back.stage == Stage.DONE, (back.trouble, back.detail)
    assert same_files(seen(shop.root), spoiled)
    assert shop.rows() == []
    assert leftovers(shop) == []


def test_after_a_wipe_everything_comes_back_too(shop: Shop) -> None:
    before, rows = seen(shop.root), shop.rows()
    moment = shop.snapshot()
    shutil.rmtree(shop.root)
    job = shop.run(Work.RESTORE, snapshot=moment)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert same_files(seen(shop.root), before)
    assert shop.rows() == rows


def test_from_the_second_place_when_the_first_is_lost(
    cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = make(cast_, tmp_path, monkeypatch, places_=2)
    before = seen(shop.root)
    moment = shop.snapshot()
    from rempart.backup.actions.opened import own_folder

    shutil.rmtree(own_folder() / "repositories" / moment.vault.uid)
    spoil(shop)
    job = shop.run(Work.RESTORE, snapshot=moment)
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert same_files(seen(shop.root), before)


def test_one_file_and_one_table_leave_everything_else_alone(shop: Shop) -> None:
    rows = shop.rows()
    moment = shop.snapshot()
    spoil(shop)
    shop.sql("CREATE TABLE kept (a); INSERT INTO kept VALUES (7)")
    job = shop.run(Work.RESTORE, snapshot=moment, wanted={"files": ["index.php"], "tables": ["wp_posts"]})
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    assert (shop.root / "index.php").read_text() == "<?php // the front page\n"
    assert (shop.root / "shell.php").exists()
    assert shop.rows() == rows
    assert shop.rows("kept") == [(7,)]


@pytest.mark.parametrize("wish", [{"files": ["../../etc/passwd"]}, {"files": ["/etc/passwd"]}, {"tables": ["nope"]}])
def test_a_wish_that_leads_out_is_refused_and_nothing_changes(shop: Shop, wish: dict[str, list[str]]) -> None:
    moment = shop.snapshot()
    before = seen(shop.root)
    job = shop.run(Work.RESTORE, snapshot=moment, wanted=wish)
    assert (job.stage, job.trouble) == (Stage.FAILED, "missing")
    assert seen(shop.root) == before
    assert leftovers(shop) == []


def test_trouble_in_the_middle_of_the_exchange_returns_to_the_state_before(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = shop.snapshot()
    spoil(shop)
    before = seen(shop.root)
    whole = tree.swap

    def half(root: Path, parcel: object) -> None:
        whole(root, parcel)  # type: ignore[arg-type]
        raise Trouble("unreadable", "the disk went away")

    monkeypatch.setattr(here.tree, "swap", half)
    job = shop.run(Work.RESTORE, snapshot=moment)
    assert (job.stage, job.trouble) == (Stage.FAILED, "unreadable")
    assert seen(shop.root) == before
    assert leftovers(shop) == []


def test_the_way_back_is_registered_before_anything_is_exchanged(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from rempart.directory.actions.action import raw_connection

    moment, order = shop.snapshot(), []
    whole = tree.swap

    def watch(root: Path, parcel: object) -> None:
        kinds = [row[0] for row in raw_connection().execute("SELECT kind FROM ledger_entry ORDER BY id").fetchall()]
        order.append((Job.objects.get(work="restore").step, "backup.return.registered" in kinds))
        whole(root, parcel)  # type: ignore[arg-type]

    monkeypatch.setattr(here.tree, "swap", watch)
    shop.run(Work.RESTORE, snapshot=moment)
    assert order == [(Step.SWAP, True)]


def test_after_its_week_the_way_back_ends_and_nothing_is_left_beside(shop: Shop) -> None:
    moment = shop.snapshot()
    job = shop.run(Work.RESTORE, snapshot=moment)
    assert leftovers(shop) != []
    Job.objects.filter(pk=job.pk).update(undo_until_ms=1)
    assert end_a_way_back()
    job.refresh_from_db()
    assert job.step == Step.FINISHED
    assert leftovers(shop) == []
    with pytest.raises(LookupError):
        undo(shop.actor, job)


def test_an_altered_snapshot_is_not_restored(shop: Shop) -> None:
    """Whoever holds the repository's password writes another manifest; the row knows its digest."""
    moment = shop.snapshot()
    Snapshot.objects.update(digest="0" * 64)
    moment.refresh_from_db()
    before = seen(shop.root)
    job = shop.run(Work.RESTORE, snapshot=moment)
    assert (job.stage, job.trouble) == (Stage.FAILED, "poisoned")
    assert seen(shop.root) == before
    assert json.dumps(job.result) == "{}"


def test_a_snapshot_of_another_site_cannot_be_named(shop: Shop, cast_: Cast, tmp_path: Path) -> None:
    moment = shop.snapshot()
    other = type(shop.plan)(organisation=shop.plan.organisation, site=shop.site, source="here")
    other.pk = 999_999
    with pytest.raises(ValueError, match="another site"):
        ask(shop.actor, other, Work.RESTORE, snapshot=moment)


def test_nothing_is_put_back_while_an_update_is_being_laid(shop: Shop) -> None:
    moment = shop.snapshot()
    done = shop.run(Work.RESTORE, snapshot=moment)
    assert done.stage == Stage.DONE
    now = seen(shop.root)
    update = updating(shop)
    refused = shop.run(Work.RESTORE, snapshot=moment)
    assert (refused.stage, refused.trouble) == (Stage.FAILED, "busy")
    undo(shop.actor, done)
    back = do(claim() or done)
    assert (back.stage, back.trouble) == (Stage.FAILED, "busy")
    assert same_files(seen(shop.root), now)
    UpdateJob.objects.filter(pk=update.pk).update(stage=UpdateStage.DONE)
    undo(shop.actor, done)
    assert do(claim() or done).stage == Stage.DONE


def updating(shop: Shop) -> UpdateJob:
    """An update that a worker is laying live."""
    house = shop.site.organisation
    package = Package.objects.create(
        organisation=house, site=shop.site, kind="plugin", slug="a", title="A", version="2", sha256="0" * 64,
        bytes=1, files=1, came="upload",
    )  # fmt: skip
    return UpdateJob.objects.create(
        organisation=house, site=shop.site, package=package, work="apply", stage=UpdateStage.RUNNING,
        asked_by="", asked_at_ms=1,
    )  # fmt: skip
