"""An archive of UpdraftPlus as work of the vault: into every place, restored like any other, and evidence of nothing."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from rempart.backup.actions.bring_in import found_in
from rempart.backup.actions.take_snapshot import newest, prune
from rempart.backup.actions.tell_backups import run_fact, three_two_one
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Stage, Work
from rempart.backup.net import updraft
from rempart.backup.store.models import Job, Snapshot, Store, Vault
from rempart.channel.source import Trouble
from tests.backup import updraft_writer as writer
from tests.backup.house import Shop, make, tree
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan in two places, and one set in its folder of archives."""
    found = make(cast_, tmp_path, monkeypatch, files=4, places_=1)
    box = found.root / "wp-content" / "updraft"
    box.mkdir()
    (found.root / "wp-content/plugins/akismet").mkdir(parents=True)
    (found.root / "wp-content/plugins/akismet/a.php").write_text("<?php // today")
    (found.root / "wp-content/plugins/akismet/new.php").write_text("<?php // came later")
    writer.files_zip(box, "plugins", {"plugins/akismet/a.php": b"<?php // of then"})
    writer.files_zip(box, "others", {"index.php": b"<?php // silence"})
    return found


def box(shop: Shop) -> Path:
    """Where the archives lie."""
    return shop.root / "wp-content" / "updraft"


def bring(shop: Shop, **more: Any) -> Job:
    """The set, asked and done at once."""
    return shop.run(Work.IMPORT, wanted={"folder": str(box(shop)), "set": writer.NONCE}, **more)


def test_it_comes_into_every_place_once_and_only_what_it_holds_is_exchanged(shop: Shop) -> None:
    store = Store.objects.get(title="Disk")
    Vault.objects.create(organisation=shop.plan.organisation, plan=shop.plan, store=store, order=1)
    job = bring(shop)
    assert job.stage == Stage.DONE, job.detail
    rows = list(Snapshot.objects.order_by("pk"))
    assert [(row.brought_from, row.files) for row in rows] == [(f"updraftplus:{writer.NONCE}", 3)] * 2
    assert {"no_core", "no_database", "no_uploads", "moment_of_name"} <= set(rows[0].notes)
    assert rows[0].taken_at_ms == 1_774_059_120_000
    assert bring(shop).result["uid"] == rows[0].uid
    assert Snapshot.objects.count() == 2
    before = tree(shop.root)
    back = shop.run(Work.RESTORE, snapshot=rows[0])
    assert back.stage == Stage.DONE, back.detail
    now = tree(shop.root)
    assert (shop.root / "wp-content/plugins/akismet/a.php").read_text() == "<?php // of then"
    assert not (shop.root / "wp-content/plugins/akismet/new.php").exists()  # the archive has that folder whole
    changed = {name for name in before | now if before.get(name) != now.get(name)}
    assert {name.split("/")[1] for name in changed} == {"plugins", "index.php"}
    undone = shop.run(Work.UNDO, wanted={"job": back.uid})
    assert undone.stage == Stage.DONE, undone.detail
    assert tree(shop.root) == before


def test_a_stranger_s_moment_proves_nothing_and_is_never_the_newest(shop: Shop) -> None:
    bring(shop)
    assert newest(shop.plan) is None
    assert run_fact(shop.plan) is None
    assert three_two_one(shop.plan).copies == 1  # the site itself
    own = shop.snapshot()
    Snapshot.objects.exclude(brought_from="").update(taken_at_ms=own.taken_at_ms + 60_000)
    assert newest(shop.plan) == own
    fact = run_fact(shop.plan)
    assert fact is not None
    assert fact.files == own.files
    back = shop.run(Work.RESTORE, snapshot=Snapshot.objects.exclude(brought_from="").order_by("pk")[0])
    assert back.result["is_part"] is True


def test_pruning_leaves_it_and_a_check_looks_at_our_own(shop: Shop) -> None:
    bring(shop)
    for _ in range(2):
        shop.snapshot()
    shop.plan.keep_hourly = shop.plan.keep_daily = shop.plan.keep_weekly = shop.plan.keep_monthly = 0
    shop.plan.save()
    assert shop.run(Work.VERIFY).stage == Stage.DONE
    vault = Snapshot.objects.order_by("pk")[0].vault
    assert prune(vault, _Desk()) == 1  # type: ignore[arg-type]
    assert Snapshot.objects.filter(vault=vault, brought_from="").count() == 1
    assert Snapshot.objects.filter(vault=vault).exclude(brought_from="").count() == 1


class _Desk:
    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Nobody listens."""

    def pace(self, count: int) -> None:
        """No limit."""


def test_a_folder_that_the_operator_has_not_opened_is_not_even_listed(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "way").symlink_to("/etc")
    for folder in ("/etc", str(tmp_path / "way"), "relative"):
        with pytest.raises(Trouble):
            found_in(shop.plan, folder)
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", "/nowhere")
    job = bring(shop)
    assert (job.stage, job.trouble) == (Stage.FAILED, "not_allowed")


def test_a_poisoned_set_is_refused_told_and_leaves_nothing(shop: Shop) -> None:
    writer.database(box(shop), writer.dump([b"LOAD DATA INFILE '/etc/passwd' INTO TABLE x;"]))
    job = bring(shop)
    assert (job.stage, job.trouble) == (Stage.FAILED, "poisoned")
    assert Snapshot.objects.count() == 0
    work = Path(os.environ["REMPART_DATA"]) / "vault" / "work" / shop.plan.uid
    assert list(work.glob("import-*")) == []


def test_one_that_is_dated_in_the_future_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in list(box(shop).iterdir()):
        file.rename(file.with_name(file.name.replace("2026-03-21", "2099-03-21")))
    assert bring(shop).trouble == "poisoned"


def test_the_phrase_is_sealed_while_it_waits_and_gone_when_it_is_done(shop: Shop) -> None:
    from rempart.backup.actions.ask import ask

    job = ask(
        shop.actor, shop.plan, Work.IMPORT, wanted={"folder": str(box(shop)), "set": writer.NONCE}, secret="geheim"
    )
    assert job.secrets
    assert b"geheim" not in bytes(job.secrets)
    done = do(claim(job.uid) or job)
    assert done.stage == Stage.DONE
    assert bytes(done.secrets) == b""
    assert "geheim" not in str(done.wanted) + str(done.result)


def test_a_stop_keeps_what_was_unpacked_and_the_next_one_goes_on(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from rempart.backup.actions.ask import ask, stop

    looked = threading.Event()
    real = updraft.unpack
    unpacked: list[str] = []

    def unpack(held: Any, found: Any, root: Path, place: Any, tell: Any) -> int:
        if unpacked and not looked.is_set():
            looked.set()
            stop(shop.actor, job)
            tell(0)
        made = real(held, found, root, place, tell)
        unpacked.append(found[0][1])
        return made

    monkeypatch.setattr(updraft, "unpack", unpack)
    monkeypatch.setattr("rempart.directory.actions.lease.EVERY_S", 0)
    job = ask(shop.actor, shop.plan, Work.IMPORT, wanted={"folder": str(box(shop)), "set": writer.NONCE})
    assert do(claim(job.uid) or job).stage == Stage.STOPPED
    assert len(unpacked) == 1
    assert bring(shop).stage == Stage.DONE
    assert len(unpacked) == 2  # the first zip was not unpacked again
