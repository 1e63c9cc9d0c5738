"""A site kept by the vault: in a second place and restored, or in one folder and a day and a half ago."""

import contextlib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.backup_copy import BackupCopy
from rempart.facts.backup_restore import BackupRestore
from rempart.facts.backup_run import BackupRun
from rempart.facts.backup_targets import BackupTargets
from rempart.facts.backup_three import BackupThree
from rempart.facts.fact import Fact, Observation
from rempart.facts.wire import key_of

KINDS: tuple[type[Fact], ...] = (BackupRun, BackupCopy, BackupRestore, BackupThree, BackupTargets)
HOUR_MS = 3_600_000
WAIT_S = 30.0
# Scene, side, how old each snapshot is made after it was taken (in hours), whether a second place stands.
KEPT: tuple[tuple[str, Side, tuple[int, ...], bool], ...] = (
    ("kept_twice_and_restored", "good", (29, 24, 18, 12, 6, 0), True),
    ("kept_once_long_ago", "broken", (36,), False),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for name, side, ages, is_whole in KEPT:
        fixture = "a real site of files and SQLite, real restic, in a folder" + (
            " and a real REST server that only appends, restored to beside the site" if is_whole else " alone"
        )
        with tempfile.TemporaryDirectory() as folder:
            seen = _kept(name, ages, Path(folder), is_whole=is_whole)
        yield Scene(name, side, f"{fixture}; snapshots set back by {', '.join(map(str, ages))} h", tuple(seen))


def _kept(name: str, ages: tuple[int, ...], folder: Path, *, is_whole: bool) -> list[Observation]:
    import os

    from rempart.backup.actions.ask import ask, note_printed
    from rempart.backup.actions.tell_backups import tell_organisation, tell_site
    from rempart.backup.actions.work import claim, do
    from rempart.backup.core.stages import Work
    from rempart.backup.store.models import Plan
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.maturity.store import facts

    os.environ["REMPART_BACKUP_FOLDERS"] = str(folder)
    with _server(folder / "far") as address:
        plan, owner = _plan(name, folder, address if is_whole else "")

        def work(one: Work) -> None:
            job = do(claim(ask(owner, plan, one).uid) or ask(owner, plan, one))
            if job.stage != "done":
                raise RuntimeError(f"{one}: {job.trouble} {job.detail}")

        for age in ages:
            work(Work.SNAPSHOT)
            _set_back(plan, age)
        if is_whole:
            work(Work.VERIFY)
            work(Work.REHEARSE)
            note_printed(owner, plan.organisation)
        plan = Plan.objects.get(pk=plan.pk)
        tell_site(plan)
        tell_organisation(plan.organisation)
    settle(plan.site, state_folder())
    newest: dict[str, Observation] = {}
    for seen in sorted(facts.newest(plan.site, since_ms=0), key=lambda one: one.taken_at_ms):
        if isinstance(seen.fact, KINDS):
            newest[key_of(seen)] = seen
    return [_plain(newest[key]) for key in newest]


def _plan(name: str, folder: Path, address: str) -> tuple[Any, Any]:
    import sqlite3

    from rempart.backup.actions.opened import places, sources
    from rempart.backup.actions.plans import add_store, set_plan
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role

    root = folder / "site"
    (root / "wp-content").mkdir(parents=True)
    (root / "index.php").write_text("<?php // the front page\n")
    with contextlib.closing(sqlite3.connect(folder / "site.sqlite")) as line, line:
        line.executescript("CREATE TABLE wp_posts (id INTEGER, t TEXT); INSERT INTO wp_posts VALUES (1,'x'),(2,'y');")
    house = create_organisation(f"Quarry {name}", None)
    owner = create_account(house, f"owner-{name}@quarry.example", None)
    grant_role(house, owner, Role.OWNER)
    site = add_site(owner, house, f"https://{name.replace('_', '-')}.quarry.example")
    stores = [add_store(owner, house, places()["folder"], "Own", {})]
    if address:
        given = {"url": address, "user": "shop", "password": "granite"}
        stores.append(add_store(owner, house, places()["rest"], "Away", given, is_elsewhere=True))
    given = {"folder": str(root), "engine": "sqlite", "sqlite_file": str(folder / "site.sqlite")}
    rto_s, rpo_s = (3_600, 6 * 3_600) if address else (None, None)
    unit = sources()["here"]
    return set_plan(owner, site, unit, given, stores, every_s=6 * 3_600, rto_s=rto_s, rpo_s=rpo_s), owner


def _set_back(plan: Any, hours: int) -> None:
    """As if it had been taken so long ago; what lies in the repository is real."""
    from django.db.models import F

    from rempart.backup.store.models import Snapshot

    newest = Snapshot.objects.filter(vault__plan=plan).order_by("-pk")[: plan.vaults.count()]
    Snapshot.objects.filter(pk__in=[row.pk for row in newest]).update(taken_at_ms=F("taken_at_ms") - hours * HOUR_MS)


def _plain(seen: Observation) -> Observation:
    """Seconds up to the hour or minute, names in order: they differ from one recording to the next."""
    fact = seen.fact
    if isinstance(fact, BackupRun):
        fact = msgspec.structs.replace(
            fact, age_s=_up(fact.age_s), span_s=_up(fact.span_s), worst_gap_s=_up(fact.worst_gap_s)
        )
    elif isinstance(fact, BackupCopy):
        checked = None if fact.verified_age_s is None else _up(fact.verified_age_s)
        fact = msgspec.structs.replace(fact, place=fact.medium, age_s=_up(fact.age_s), verified_age_s=checked)
    elif isinstance(fact, BackupRestore):
        fact = msgspec.structs.replace(fact, seconds=_up(fact.seconds, 60), age_s=_up(fact.age_s))
    return msgspec.structs.replace(seen, fact=fact)


def _up(seconds: int, step: int = 1_800) -> int:
    """To whole steps, and never to nothing."""
    return max(1, round(seconds / step)) * step


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """rclone's REST server, which only appends."""
    folder.mkdir()
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    argv = ["rclone", "serve", "restic", "--append-only", "--addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*argv, "--user", "shop", "--pass", "granite", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ends = time.monotonic() + WAIT_S
        while time.monotonic() < ends:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


UNIT = Measure("backup_vault", KINDS, tuple(name for name, *_ in KEPT), scenes)
