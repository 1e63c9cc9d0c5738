"""A real WordPress that the vault keeps: what copies and drills are made of."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev.wordpress import Site as WordPress
from rempart.backup.actions.ask import ask
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Work
from rempart.backup.store.models import Plan
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account, Site
from rempart.staging.actions import live
from rempart.staging.actions.make_copy import remove
from rempart.staging.store.models import SiteCopy
from tests.backup.house import keep_wordpress
from tests.cast import Cast
from tests.staging.stage import SITE


@dataclass
class Kept:
    """A site of the directory, its WordPress, its plan."""

    wordpress: WordPress
    site: Site
    plan: Plan
    actor: Account

    def snapshot(self) -> None:
        """One more moment."""
        job = do(claim(ask(self.actor, self.plan, Work.SNAPSHOT).uid) or ask(self.actor, self.plan, Work.SNAPSHOT))
        assert job.stage == "done", (job.trouble, job.detail)


@contextlib.contextmanager
def kept(cast_: Cast, wordpress: WordPress, folder: Path, monkeypatch: Any, **targets: Any) -> Iterator[Kept]:
    """With a plan and no snapshot yet; whatever copies were made are gone afterwards."""
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", f"{wordpress.folder}:{folder}:/tmp")
    monkeypatch.setenv("REMPART_DATA", str(folder / "state"))
    site = add_site(cast_.alice, cast_.lavande, SITE)
    plan = keep_wordpress(cast_.alice, site, wordpress, **targets)
    try:
        yield Kept(wordpress, site, plan, cast_.alice)
    finally:
        for uid in list(live.LIVE):
            remove(SiteCopy.objects.select_related("site", "organisation").get(uid=uid), "closed")
