"""A shop with files and a database, and a plan that keeps it in two folders."""

import hashlib
import random
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev.wordpress import Site as WordPress
from rempart.backup.actions.ask import ask
from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.actions.work import claim, do
from rempart.backup.core.stages import Work
from rempart.backup.store.models import Job, Plan, Snapshot, Vault
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account, Site
from tests.cast import Cast

DATABASE = "wp-content/database/.ht.sqlite"  # of a WordPress on SQLite


class Desk:
    """Counts what it is told; stops where a test wants."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Keeps the steps."""
        if not self.told or self.told[-1] != step:
            self.told.append(step)

    def pace(self, count: int) -> None:
        """No limit."""


@dataclass
class Shop:
    """A folder, its SQLite database, and the plan."""

    root: Path
    file: Path
    site: Site
    plan: Plan
    actor: Account

    def run(self, work: Work, **more: Any) -> Job:
        """Asked and done at once."""
        job = ask(self.actor, self.plan, work, **more)
        return do(claim(job.uid) or job)

    def snapshot(self) -> Snapshot:
        """The newest row after a new run, from the first place."""
        job = self.run(Work.SNAPSHOT)
        assert job.stage == "done", (job.trouble, job.detail)
        return Snapshot.objects.get(uid=job.result["uid"])

    def rows(self, table: str = "wp_posts") -> list[tuple[object, ...]]:
        """What the live database holds."""
        line = sqlite3.connect(self.file)
        try:
            return line.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        finally:
            line.close()

    def sql(self, text: str) -> None:
        """Against the live database."""
        line = sqlite3.connect(self.file)
        try:
            with line:
                line.executescript(text)
        finally:
            line.close()


def tree(root: Path) -> dict[str, str]:
    """Every file with its digest, every link with its target; without what a restore lays beside."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name.startswith(".rempart-"):
            continue
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def fill(root: Path, files: int, seed: int) -> None:
    """Files of many sizes with names that are not plain."""
    dice = random.Random(seed)
    names = ["é", "日本", "a b", "[x]", "q'o", "😀", "$d", "plain"]
    for number in range(files):
        folder = root / "wp-content" / dice.choice(names) / str(number % 7)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{dice.choice(names)}-{number}.php").write_bytes(dice.randbytes(dice.randrange(0, 4_000)))
    (root / "index.php").write_text("<?php // the front page\n")
    (root / "current").symlink_to("wp-content")


def make(cast_: Cast, folder: Path, monkeypatch: Any, *, files: int = 20, places_: int = 1) -> Shop:
    """Files and a SQLite database below `folder`; the operator has opened that folder."""
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", str(folder))
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    root = folder / "shop"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    fill(root, files, 1)
    file = root / DATABASE
    file.parent.mkdir()
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    stores = [
        add_store(cast_.alice, cast_.lavande, places()["folder"], "Own", {}),
        add_store(
            cast_.alice, cast_.lavande, places()["folder"], "Disk", {"folder": str(folder / "disk")}, is_elsewhere=True
        ),
    ]
    given = {"folder": str(root), "engine": "sqlite", "sqlite_file": str(file)}
    plan = set_plan(cast_.alice, site, sources()["here"], given, stores[:places_], every_s=6 * 3_600)
    shop = Shop(root, file, site, plan, cast_.alice)
    shop.sql(
        "CREATE TABLE wp_posts (id INTEGER PRIMARY KEY, t TEXT); CREATE TABLE wp_options (id INTEGER, v TEXT);"
        "CREATE INDEX byv ON wp_options(v);"
        "INSERT INTO wp_posts VALUES (1,'héllo 😀'),(2,NULL); INSERT INTO wp_options VALUES (1,'x');"
    )
    return shop


def only_a_row(vault: Vault, **more: Any) -> Snapshot:
    """A snapshot that no repository knows."""
    given: dict[str, Any] = {
        "restic_id": "0" * 8, "taken_at_ms": 1, "files": 1, "bytes": 1, "bytes_added": 1, "tables": 2, "rows": 3,
        "seconds": 1, "digest": "0" * 64,
    }  # fmt: skip
    return Snapshot.objects.create(organisation=vault.organisation, vault=vault, **{**given, **more})


def keep_wordpress(actor: Account, site: Site, live: WordPress, **more: Any) -> Plan:
    """A plan for a real WordPress of the fixtures, in one folder; the operator has opened the site's own."""
    if live.engine == "sqlite":
        given = {"folder": str(live.root), "engine": "sqlite", "sqlite_file": str(live.root / DATABASE)}
    else:
        given = {"folder": str(live.root), "engine": "mysql", "db_name": "wordpress", "db_user": "root",
                 "db_socket": str(live._socket)}  # fmt: skip
    store = add_store(actor, site.organisation, places()["folder"], "Own", {})
    return set_plan(actor, site, sources()["here"], given, [store], **{"every_s": 6 * 3_600, **more})
