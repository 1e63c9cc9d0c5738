"""A shop whose updates are tried on a copy before they go live, or change without anybody having tried them."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from dev.wordpress import start
from rempart.facts.fact import Fact, Observation
from rempart.facts.updates_practice import UpdatesPractice
from rempart.facts.wire import key_of

KINDS: tuple[type[Fact], ...] = (UpdatesPractice,)
DATABASE = "wp-content/database/.ht.sqlite"
PART = "wp-content/plugins/stone-counter/stone-counter.php"
CODE = """<?php
/* Plugin Name: Stone counter
 * Version: {version} */
add_action('wp_footer', function () {{ echo '<p>Counted by version {version}.</p>'; }});
"""
SCENES: tuple[tuple[str, Side, str], ...] = (
    ("tried_and_laid", "good", "one update tried on a masked copy behind walls, then laid live by renaming"),
    ("changed_untried", "broken", "one update tried; then somebody changed the plug-in on the live site by hand"),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own, on one WordPress after the other."""
    for name, side, what in SCENES:
        with tempfile.TemporaryDirectory() as folder:
            seen = _practised(name, Path(folder), is_tried=side == "good")
        fixture = f"a real WordPress 6.5.5 on SQLite with a plug-in, kept by real restic; {what}"
        yield Scene(name, side, fixture, tuple(seen))


def _practised(name: str, folder: Path, *, is_tried: bool) -> list[Observation]:
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.maturity.store import facts
    from rempart.updates.actions.tell import tell_site

    os.environ["REMPART_BACKUP_FOLDERS"] = str(folder)
    live = start(folder / "live")
    try:
        live.write(PART, CODE.format(version="1.0"))
        live.php("activate_plugin('stone-counter/stone-counter.php');")
        site, owner = _site(name, live)
        tell_site(site)
        _update(site, owner, is_tried=is_tried)
        if not is_tried:
            live.write(PART, CODE.format(version="1.9"))
        tell_site(site)
    finally:
        live.stop()
    settle(site, state_folder())
    newest: dict[str, Observation] = {}
    for seen in sorted(facts.newest(site, since_ms=0), key=lambda one: one.taken_at_ms):
        if isinstance(seen.fact, KINDS):
            newest[key_of(seen)] = seen
    return [_plain(seen) for seen in newest.values()]


def _site(name: str, live: Any) -> tuple[Any, Any]:
    from rempart.backup.actions.ask import ask
    from rempart.backup.actions.opened import places, sources
    from rempart.backup.actions.plans import add_store, set_plan
    from rempart.backup.actions.work import claim, do
    from rempart.backup.core.stages import Work
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role

    house = create_organisation(f"Quarry {name}", None)
    owner = create_account(house, f"owner-{name}@quarry.example", None)
    grant_role(house, owner, Role.OWNER)
    site = add_site(owner, house, live.url)
    given = {"folder": str(live.root), "engine": "sqlite", "sqlite_file": str(live.root / DATABASE)}
    stores = [add_store(owner, house, places()["folder"], "Own", {})]
    plan = set_plan(owner, site, sources()["here"], given, stores, every_s=6 * 3_600)
    job = do(claim(ask(owner, plan, Work.SNAPSHOT).uid) or ask(owner, plan, Work.SNAPSHOT))
    if job.stage != "done":
        raise RuntimeError(f"snapshot: {job.trouble} {job.detail}")
    return site, owner


def _update(site: Any, owner: Any, *, is_tried: bool) -> None:
    """Through the actions, as the pages do it."""
    import io
    import zipfile

    from rempart.updates.actions.ask import ask
    from rempart.updates.actions.take_package import take_upload
    from rempart.updates.actions.work import claim, do
    from rempart.updates.core.stages import Work

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        zipped.writestr("stone-counter/stone-counter.php", CODE.format(version="1.1"))
    package = take_upload(owner, site, held.getvalue())
    for work in (Work.TRY, Work.APPLY) if is_tried else (Work.TRY,):
        job = do(claim(ask(owner, package, work).uid) or ask(owner, package, work))
        if job.stage != "done" or (work is Work.TRY and not job.result["passed"]):
            raise RuntimeError(f"{work}: {job.trouble} {job.detail} {job.result}")


def _plain(seen: Observation) -> Observation:
    """Seconds differ from one recording to the next."""
    fact = seen.fact
    if isinstance(fact, UpdatesPractice) and fact.newest_age_s is not None:
        fact = msgspec.structs.replace(fact, newest_age_s=60)
    return msgspec.structs.replace(seen, fact=fact)


UNIT = Measure("updates", KINDS, tuple(name for name, *_ in SCENES), scenes)
