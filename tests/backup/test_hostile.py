"""A place that was taken over: snapshots with links, traversal, other manifests. Looked at, refused, told."""

import os
import shutil
from pathlib import Path

import pytest

from rempart.backup.actions.opened import repository_of
from rempart.backup.actions.work import claim
from rempart.backup.core.manifest import COPY, NAME, read, write
from rempart.backup.core.stages import Stage, Work
from rempart.backup.net import restic, tree
from rempart.backup.store.models import Job, Snapshot
from rempart.channel.source import Trouble
from tests.backup.house import Desk, Shop, make
from tests.backup.house import tree as seen
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With one snapshot."""
    return make(cast_, tmp_path, monkeypatch, files=5)


def forged(shop: Shop, change: str) -> Snapshot:
    """The intruder has the repository's password and writes a snapshot of the site's shape; only the digest is ours."""
    row = shop.snapshot()
    if change == "link":
        (shop.root / "wp-content" / "etc").symlink_to("/etc")
    elif change == "up":
        (shop.root / "wp-content" / "up").symlink_to("../../../../root")
    elif change == "pipe":
        os.mkfifo(shop.root / "wp-content" / "pipe")
    vault = row.vault
    work = next(
        path for path in (Path(os.environ["REMPART_DATA"]) / "vault" / "work").iterdir() if path.name == shop.plan.uid
    )
    made = restic.backup(repository_of(vault), [shop.root, work / COPY / "database", work / COPY / NAME], desk=Desk())
    Snapshot.objects.filter(pk=row.pk).update(restic_id=made.id, files=made.files, bytes=made.bytes)
    for name in ("etc", "up", "pipe"):
        (shop.root / "wp-content" / name).unlink(missing_ok=True)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("change", ["link", "up", "pipe"])
def test_what_leads_out_is_refused_and_told(shop: Shop, change: str) -> None:
    row = forged(shop, change)
    before = seen(shop.root)
    for work in (Work.RESTORE, Work.REHEARSE):
        job = shop.run(work, snapshot=row)
        assert (job.stage, job.trouble) == (Stage.FAILED, "poisoned"), job.detail
    assert seen(shop.root) == before
    assert [path.name for path in shop.root.parent.iterdir() if path.name.startswith(".rempart-")] == []


def test_links_that_stay_inside_come_back_as_links(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a" / "f").write_text("x")
    (site / "b").symlink_to("a/f")
    (site / "a" / "up").symlink_to("../b")
    assert tree.check(site, Desk()) == (1, 1)
    (site / "a" / "deep").symlink_to("../../outside")
    with pytest.raises(Trouble):
        tree.check(site, Desk())


def test_a_live_folder_that_became_a_link_is_not_walked_through(shop: Shop, tmp_path: Path) -> None:
    """Whoever owns the site plants a link where one file is to come back."""
    target = tmp_path / "victim"
    target.mkdir()
    (target / "index.php").write_text("another house")
    (shop.root / "inner").mkdir()
    (shop.root / "inner" / "index.php").write_text("mine")
    row = shop.snapshot()
    shutil.rmtree(shop.root / "inner")
    (shop.root / "inner").symlink_to(target)
    job = shop.run(Work.RESTORE, snapshot=row, wanted={"files": ["inner/index.php"], "tables": []})
    assert (job.stage, job.trouble) == (Stage.FAILED, "poisoned")
    assert (target / "index.php").read_text() == "another house"


def test_a_manifest_that_points_elsewhere_is_refused(shop: Shop, tmp_path: Path) -> None:
    row = shop.snapshot()
    copy = tmp_path / COPY
    copy.mkdir()
    work = Path(os.environ["REMPART_DATA"]) / "vault" / "work" / shop.plan.uid / COPY
    told = read((work / NAME).read_bytes())
    (copy / NAME).write_bytes(write(told).replace(b'"rows": 1', b'"rows": 9'))
    made = restic.backup(repository_of(row.vault), [shop.root, copy / NAME], desk=Desk())
    Snapshot.objects.filter(pk=row.pk).update(restic_id=made.id)
    job = Job.objects.get(uid=shop.run(Work.RESTORE, snapshot=row).uid)
    assert (job.stage, job.trouble) == (Stage.FAILED, "poisoned")
    assert claim() is None
