"""The demo's WordPress in the vault: a snapshot a day, drills and updates on real copies, one update laid live."""

import io
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DATABASE = "wp-content/database/.ht.sqlite"
SLUG = "stone-counter"
OLD_S = 1_720_000_000  # when this WordPress was released
_CODE = """<?php
/*
 * Plugin Name: Stone counter
 * Version: {version}
 */
add_action('wp_footer', function () {{ echo '<p>{said}</p>'; }});
{more}
"""
VERSIONS = {
    "1.0": ("Stones: 12", ""),
    "1.1": (
        "Stones: 12",
        "add_action('template_redirect', function () { stones_of_tomorrow(); });",
    ),  # breaks each page
    "1.2": ("Stones, counted daily: 12", ""),
    "1.3": ("Stones, counted hourly: 12", ""),
}


def begin(wordpress: Any, owner: Any, site: Any, folder: Path) -> Any:
    """The plug-in that will be updated, and the plan."""
    from rempart.backup.actions.opened import places, sources
    from rempart.backup.actions.plans import add_store, set_plan

    os.environ["REMPART_BACKUP_FOLDERS"] = opened_folders(wordpress.folder, folder)
    wordpress.write(f"wp-content/plugins/{SLUG}/{SLUG}.php", code("1.0"))
    wordpress.php(f"activate_plugin('{SLUG}/{SLUG}.php');")
    grow_old(wordpress.root)
    stores = [
        add_store(owner, site.organisation, places()["folder"], "", {}),
        add_store(
            owner, site.organisation, places()["folder"], "Disk in Lyon (invented)", {"folder": str(folder / "disk")},
            is_elsewhere=True,
        ),
    ]  # fmt: skip
    root = str(wordpress.root)
    given = {"folder": root, "engine": "sqlite", "sqlite_file": f"{root}/{DATABASE}"}
    return set_plan(owner, site, sources()["here"], given, stores, every_s=24 * 3_600, rto_s=1_800, rpo_s=24 * 3_600)


def grow_old(root: Path) -> None:
    """Files that were laid a moment ago would all have changed since the first snapshot, as after an attack."""
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            if path.stat().st_nlink > 1:  # shared with the template, which keeps its own dates
                own = path.with_name(f"{path.name}.own")
                shutil.copy2(path, own)
                own.replace(path)
            os.utime(path, (OLD_S, OLD_S))


def opened_folders(site: Path, folder: Path) -> str:
    """What the operator of the demo opens for the vault."""
    return f"{site}:{folder / 'disk'}"


def code(version: str) -> str:
    """The plug-in's one file."""
    said, more = VERSIONS[version]
    return _CODE.format(version=version, said=said, more=more)


def archive(version: str) -> bytes:
    """As its maker would publish it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(f"{SLUG}/{SLUG}.php", code(version))
    return held.getvalue()


def snapshot(plan: Any) -> None:
    """As the worker takes it, at the moment of the clock as it is held."""
    from rempart.backup.actions.ask import ask
    from rempart.backup.core.stages import Work

    with dated():
        _done(ask(None, plan, Work.SNAPSHOT))


@contextmanager
def dated() -> Iterator[None]:
    """restic has a clock of its own; by that one a week in two minutes would be one hour, of which it keeps the last."""
    from rempart.backup.net import restic

    real = restic.backup

    def backup(*given: Any, **more: Any) -> Any:
        return real(*given, **{**more, "at_ms": time.time_ns() // 1_000_000})

    restic.backup = backup
    try:
        yield
    finally:
        restic.backup = real


def check(owner: Any, plan: Any) -> None:
    """Read again whole, then one restore rehearsed."""
    from rempart.backup.actions.ask import ask
    from rempart.backup.core.stages import Work

    for work in (Work.VERIFY, Work.REHEARSE):
        _done(ask(owner, plan, work))


def _done(job: Any) -> None:
    from rempart.backup.actions.work import claim, do

    mine = claim(job.uid)
    if mine is not None:
        do(mine)


def drill(actor: Any, site: Any) -> str:
    """On a real copy, or not held where this machine cannot shut one in; how it ended."""
    from rempart.staging.actions.ask_drill import ask_drill
    from rempart.staging.actions.hold_drill import claim, hold

    mine = claim(ask_drill(actor, site).uid)
    return str(hold(mine).outcome) if mine is not None else "not begun"


def bring(owner: Any, site: Any, version: str) -> Any:
    """Uploaded."""
    from rempart.updates.actions.take_package import take_upload

    return take_upload(owner, site, archive(version))


def update(owner: Any, package: Any, work: str) -> str:
    """Tried on a copy, or laid live; how it ended."""
    from rempart.updates.actions.ask import ask
    from rempart.updates.actions.work import claim, do
    from rempart.updates.core.stages import Work

    wanted = {"looked": True} if work == "apply" else {}
    mine = claim(ask(owner, package, Work(work), wanted).uid)
    if mine is None:
        return "not begun"
    done = do(mine)
    return "held back" if done.result.get("passed") is False else done.trouble or "all well"
