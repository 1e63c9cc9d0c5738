"""A site in the vault, for the demo and for looking at every page: a small folder and database, one snapshot, rehearsed."""

import contextlib
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any


def keep(site: Any, owner: Any, folder: Path) -> None:
    """Through the actions, as the pages do it; the work is done here."""
    os.environ["REMPART_BACKUP_FOLDERS"] = str(folder)
    from rempart.backup.actions.ask import ask
    from rempart.backup.actions.opened import places, sources
    from rempart.backup.actions.plans import add_store, set_plan
    from rempart.backup.actions.work import claim, do
    from rempart.backup.core.stages import Work

    root = folder / "site"
    root.mkdir(parents=True, exist_ok=True)
    (root / "index.php").write_text("<?php // the front page\n")
    with contextlib.closing(sqlite3.connect(folder / "site.sqlite")) as line, line:
        line.executescript(
            "CREATE TABLE IF NOT EXISTS wp_posts (id INTEGER, t TEXT); INSERT INTO wp_posts VALUES (1,'x')"
        )
    house = site.organisation
    stores = [
        add_store(owner, house, places()["folder"], "", {}),
        add_store(
            owner, house, places()["folder"], "Disk in Lyon", {"folder": str(folder / "disk")}, is_elsewhere=True
        ),
    ]
    given = {"folder": str(root), "engine": "sqlite", "sqlite_file": str(folder / "site.sqlite")}
    plan = set_plan(owner, site, sources()["here"], given, stores, every_s=6 * 3_600, rto_s=1_800, rpo_s=6 * 3_600)
    _package(site, owner)
    for work in (Work.SNAPSHOT, Work.VERIFY, Work.REHEARSE):
        mine = claim(ask(owner, plan, work).uid)
        if mine is not None:
            do(mine)


def _package(site: Any, owner: Any) -> None:
    """An update that waits to be tried."""
    import io
    import zipfile

    from rempart.updates.actions.take_package import take_upload

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        zipped.writestr("stone-counter/stone-counter.php", "<?php\n/* Plugin Name: Stone counter\n * Version: 1.1 */\n")
    take_upload(owner, site, held.getvalue())


def main(folder: str) -> None:
    """The first site of the first organisation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
    import django

    django.setup()
    from rempart.directory.store.models import Membership, Site

    site = Site.objects.select_related("organisation").order_by("pk")[0]
    owner = Membership.objects.select_related("account").filter(organisation=site.organisation, role="owner")[0]
    keep(site, owner.account, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1])
