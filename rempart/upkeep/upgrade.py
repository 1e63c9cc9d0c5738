"""Bring the tables to this release: the way back first, then the change, then the proof that nothing was lost."""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from rempart import __version__
from rempart.channel import database
from rempart.channel.place import DATABASE
from rempart.events import upkeep as events
from rempart.ledger import durable, keys, rotate, store
from rempart.ledger.store import FAULTS
from rempart.ledger.verify import verify
from rempart.upkeep import engine, places, record, swap
from rempart.upkeep.manifest import Head, Tell
from rempart.upkeep.sqlite_copy import Stand, stand

JOURNAL = "upgrade.json"
LEVELS = "SELECT * FROM maturity_levelrow ORDER BY id"
ROOM = 2.2  # the copy, and what the change itself may need, in sizes of the database


class UpgradeFailed(RuntimeError):
    """The change did not hold; the state from before is back."""


class WouldLose(RuntimeError):
    """Going back would lose what has been recorded since; the message says how much."""


class NothingBefore(RuntimeError):
    """No state from before an upgrade is kept here."""


class Before(msgspec.Struct, frozen=True):
    """The state before the newest upgrade."""

    kept: str
    release: str
    heads: dict[str, Head]
    pending: int


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was done."""

    changes: tuple[str, ...]
    kept: Path | None
    entries: int
    levels: int


def due() -> list[str]:
    """Changes of the tables that have not been made. Needs Django set up."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [f"{step.app_label} {step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def strangers() -> list[str]:
    """Changes made by a later release: this one must not touch the tables. Needs Django set up."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = set(loader.graph.nodes) | {(step.app_label, step.name) for step in loader.disk_migrations.values()}
    replaced = {key for step in loader.disk_migrations.values() for key in step.replaces}
    return [f"{app} {name}" for app, name in sorted(set(loader.applied_migrations) - ours - replaced)]


def known() -> dict[str, set[str]]:
    """Migrations of this release by app. Needs Django set up."""
    from django.db.migrations.loader import MigrationLoader

    found: dict[str, set[str]] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        found.setdefault(app, set()).add(name)
    return found


def upgrade(state: Path, at_ms: int, change: Callable[[], object], tell: Tell = lambda *_: None) -> Upgraded:
    """`change` runs the migrations. Raises UpgradeFailed, Held, OSError, one of FAULTS."""
    with swap.alone(state):
        swap.complete(state)
        changes = due()
        if not changes:
            return Upgraded((), None, 0, 0)
        tell(0, 3, "keeping the present state")
        kept = keep(state, at_ms)
        before = _levels(state)
        tell(1, 3, "changing the tables")
        entries = _change(state, kept, before, at_ms, change, tell)
        record.note(state, events.UPGRADE_DONE, {"release": __version__, "changes": len(changes)})
    return Upgraded(tuple(changes), kept, entries, len(before))


def _change(
    state: Path, kept: Path, levels: list[dict[str, Any]], at_ms: int, change: Callable[[], object], tell: Tell
) -> int:
    """How many entries the ledger holds afterwards. Whatever goes wrong, Ctrl-C too, the state from before is back."""
    from django.db import DatabaseError

    holds = False
    try:
        change()
        tell(2, 3, "verifying ledger and levels")
        entries = _demand_same(state, _before(state), levels)
        holds = True
    except (DatabaseError, *FAULTS, OSError, ValueError, LookupError, TypeError) as failed:
        raise UpgradeFailed(
            f"The upgrade did not hold ({type(failed).__name__}: {failed}); the state from before is back."
        ) from failed
    finally:
        if not holds:
            _let_go()
            _return_to(state, kept, at_ms)
    return entries


def keep(state: Path, at_ms: int) -> Path:
    """A whole copy of the database, keys of persons too: it stays on this machine, for 30 days. Registers the way back."""
    source = engine.of(state)
    free, need = shutil.disk_usage(state).free, int(source.bytes() * ROOM)
    if free < need:
        raise OSError(f"{state} has {free // 1024**2} MB free; an upgrade needs about {need // 1024**2 + 1} MB.")
    final = state / places.KEPT / places.stamp(at_ms)
    for left in final.parent.glob("half-*"):
        shutil.rmtree(left)
    half = places.tight(final.with_name(f"half-{final.name}"))
    found = source.copy(half / DATABASE, (), lambda *_: None)
    durable.sync(half / DATABASE)
    half.rename(final)
    durable.sync(final.parent)
    before = Before(final.relative_to(state).as_posix(), __version__, found.heads, found.pending)
    (places.work(state) / f"{JOURNAL}~").write_bytes(msgspec.json.encode(before))
    durable.sync(places.work(state) / f"{JOURNAL}~")
    (places.work(state) / f"{JOURNAL}~").rename(places.work(state) / JOURNAL)
    return final


def _before(state: Path) -> Before:
    try:
        return msgspec.json.decode((state / places.WORK / JOURNAL).read_bytes(), type=Before)
    except (FileNotFoundError, msgspec.MsgspecError) as nothing:
        raise NothingBefore("No state from before an upgrade is kept here.") from nothing


def back(state: Path, at_ms: int, *, lose: bool = False) -> Path:
    """Return to the state before the newest upgrade; where the present one is kept. Raises WouldLose, NothingBefore."""
    with swap.alone(state):
        swap.complete(state)
        before = _before(state)
        kept = state / before.kept
        if not (kept / DATABASE).exists():
            raise NothingBefore(f"The state from before the upgrade is gone: {kept} was cleared away.")
        lost = _lost(state, before)
        if lost and not lose:
            raise WouldLose(f"{lost} entries of the ledger were recorded since the upgrade and would be lost.")
        aside = _return_to(state, kept, at_ms)
        (state / places.WORK / JOURNAL).unlink()
    return aside


def _lost(state: Path, before: Before) -> int:
    """Entries since then; what upkeep itself wrote about the upgrade is no loss while nothing has signed it."""
    with contextlib.closing(database.connect_to_read(state)) as connection:
        now = stand(connection)
        (own,) = connection.execute(
            "SELECT count(*) FROM ledger_entry WHERE kind = ? AND id > (SELECT coalesce(max(id), 0) FROM ledger_place)",
            (events.UPGRADE_DONE.name,),
        ).fetchone()
    return _size(now) - int(own) - sum(head.size for head in before.heads.values()) - before.pending


def _size(now: Stand) -> int:
    return sum(head.size for head in now.heads.values()) + now.pending


def _return_to(state: Path, kept: Path, at_ms: int) -> Path:
    """By a copy of the copy, so that the way back stays open whatever happens."""
    staged = places.work(state) / swap.STAGED
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(mode=0o700)
    shutil.copy(kept / DATABASE, staged / DATABASE)
    return swap.begin(state, staged, places.stamp(at_ms + 1))


def _let_go() -> None:
    from django.db import connections

    connections.close_all()


def _levels(state: Path) -> list[dict[str, Any]]:
    with contextlib.closing(database.connect_to_read(state)) as connection:
        try:
            rows = connection.execute(LEVELS)
        except FAULTS:
            return []
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row, strict=True)) for row in rows]


def _demand_same(state: Path, before: Before, levels: list[dict[str, Any]]) -> int:
    """Every log verifies and none is shorter, every level is what it was. Raises ValueError."""
    with contextlib.closing(database.connect_to_read(state)) as connection:
        now = stand(connection)
        for log, head in before.heads.items():
            if log not in now.heads or now.heads[log] != head:
                raise ValueError(f"the log {log} is no longer what it was")
        try:
            signing = keys.load(state)
        except FileNotFoundError:
            signing = None
        for log in store.logs(connection) if signing else []:
            found = verify(connection, log, rotate.verifier_in(connection, state, signing, log)) if signing else None
            if found is not None and not found.ok:
                raise ValueError(f"the log {log} does not verify: {found.reason}")
    after = _levels(state)
    kept = [{name: row[name] for name in old if name in row} for old, row in zip(levels, after, strict=True)]
    shared = [{name: old[name] for name in old if name in row} for old, row in zip(levels, after, strict=True)]
    if kept != shared:
        raise ValueError("a level is no longer what it was")
    return _size(now)
