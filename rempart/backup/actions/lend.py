"""Snapshots given to other areas: which is the newest, and a proven copy of it in a folder of theirs."""

from pathlib import Path

from rempart.backup.actions.scratch import to_scratch
from rempart.backup.actions.take_snapshot import newest
from rempart.backup.store.models import Plan, Snapshot
from rempart.channel.snapshots import Brought, Moment, Targets
from rempart.channel.source import Desk, Trouble


def newest_of(site: str) -> Moment | None:
    """Of the site with that uid; None without a plan, or before the first snapshot."""
    plan = Plan.objects.filter(site__uid=site).first()
    row = newest(plan) if plan is not None else None
    if plan is None or row is None:
        return None
    engine = str(plan.settings.get("engine", "")) if row.tables else ""
    return Moment(row.uid, row.taken_at_ms, engine, "vault", row.files, row.rows, row.bytes)


def bring(moment: str, folder: Path, desk: Desk) -> Brought:
    """Into a new or empty folder. Raises Trouble."""
    row = (
        Snapshot.objects.filter(uid=moment).select_related("vault__plan__site", "vault__store", "organisation").first()
    )
    if row is None:
        raise Trouble("missing", "this snapshot is no longer kept")
    copy = to_scratch(row, folder, desk)
    told = copy.manifest
    return Brought(
        copy.files, copy.database, told.root, told.engine, told.place, told.tables, told.files, told.bytes,
        told.taken_at_ms, told.notes, copy.seconds,
    )  # fmt: skip


def targets(site: str) -> Targets:
    """As set in the site's plan."""
    plan = Plan.objects.filter(site__uid=site).first()
    return Targets(plan.rto_s, plan.rpo_s) if plan is not None else Targets(None, None)
