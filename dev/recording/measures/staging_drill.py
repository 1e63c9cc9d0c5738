"""A fire drill with an alarm of a real WordPress that the vault keeps: one that comes back, one whose plug-in breaks it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.continuity_exercise import ContinuityExercise
from rempart.facts.fact import Observation
from rempart.facts.fire_drill import FireDrill

SITES: tuple[tuple[str, Side, str], ...] = (
    ("drilled_and_works", "good", ""),
    ("drilled_and_broken", "broken", "throw new Exception('a bad day');"),
)
KINDS = (FireDrill, ContinuityExercise)
DATABASE = "wp-content/database/.ht.sqlite"


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for name, side, breaks in SITES:
        fixture = "a real WordPress on SQLite, kept by the real vault, brought back behind real walls"
        with tempfile.TemporaryDirectory() as folder:
            seen = _drilled(name, breaks, Path(folder))
        yield Scene(name, side, fixture + (", with a plug-in that ends every page" if breaks else ""), seen)


def _drilled(name: str, breaks: str, folder: Path) -> tuple[Observation, ...]:
    from dev.wordpress import start
    from rempart.backup.actions.ask import ask
    from rempart.backup.actions.opened import places, sources
    from rempart.backup.actions.plans import add_store, set_plan
    from rempart.backup.actions.work import claim, do
    from rempart.backup.core.stages import Work
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.maturity.store import facts
    from rempart.staging.actions.answer_alarm import bring_back, see
    from rempart.staging.actions.ask_drill import ask_drill
    from rempart.staging.actions.hold_drill import claim as claim_drill
    from rempart.staging.actions.hold_drill import hold

    os.environ["REMPART_BACKUP_FOLDERS"] = str(folder)
    house = create_organisation(f"Quarry {name}", None)
    owner = create_account(house, f"owner-{name}@quarry.example", None)
    grant_role(house, owner, Role.OWNER)
    site = add_site(owner, house, f"https://{name.replace('_', '-')}.quarry.example")
    store = add_store(owner, house, places()["folder"], "Own", {})
    with start(folder / "site") as wordpress:
        if breaks:
            wordpress.must_use("broken", breaks)
        given = {"folder": str(wordpress.root), "engine": "sqlite", "sqlite_file": str(wordpress.root / DATABASE)}
        rto_s, rpo_s = 3_600, 6 * 3_600
        plan = set_plan(owner, site, sources()["here"], given, [store], every_s=6 * 3_600, rto_s=rto_s, rpo_s=rpo_s)
        job = ask(owner, plan, Work.SNAPSHOT)
        job = do(claim(job.uid) or job)
    if job.stage != "done":
        raise RuntimeError(f"{job.trouble} {job.detail}")
    drill = ask_drill(owner, site, is_alarm=True)
    see(owner, drill)
    bring_back(owner, drill)
    hold(claim_drill(drill.uid) or drill)
    settle(site, state_folder())
    found = [one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, KINDS)]
    return tuple(_plain(one) for one in sorted(found, key=lambda one: one.fact.kind))


def _plain(seen: Observation) -> Observation:
    """Seconds up to the minute, rows and files to the thousand: they differ from one recording to the next."""
    fact = seen.fact
    if isinstance(fact, ContinuityExercise):
        fact = msgspec.structs.replace(
            fact, detection_s=60, decision_s=60, rpo_s=60, rto_s=60 if fact.rto_s else fact.rto_s
        )
        return msgspec.structs.replace(seen, fact=fact)
    assert isinstance(fact, FireDrill)
    worst = None if fact.worst_rto_s is None else 60
    fact = msgspec.structs.replace(
        fact, restored_s=60, rto_s=60 if fact.rto_s else 0, rpo_s=60, worst_rto_s=worst, worst_rpo_s=60,
        detection_s=60, decision_s=60,
        rows=round(fact.rows, -2), files=round(fact.files, -3),
    )  # fmt: skip
    return msgspec.structs.replace(seen, fact=fact)


UNIT = Measure("staging_drill", KINDS, tuple(name for name, *_ in SITES), scenes)
