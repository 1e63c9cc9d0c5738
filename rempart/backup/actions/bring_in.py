"""An archive that another program made becomes a snapshot like any other, dated by its own moment and marked as what it is."""

import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.opened import is_allowed, own_folder, work_folder
from rempart.backup.actions.plans import in_use
from rempart.backup.actions.take_snapshot import listed, made_ready
from rempart.backup.core.keeping import KEPT
from rempart.backup.core.updraft import MARK, Found, piece
from rempart.backup.net import updraft
from rempart.backup.net.snapshot import Ready, keep, ready
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.channel import sealed as seals
from rempart.channel.source import Checked, Copied, Desk, Origin, Source, Stopped, Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.sealed_field import context_of
from rempart.events import backup as events
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject
from rempart.terms.words import Words

STALE_S = 7 * 86_400  # what a stopped import has unpacked, and uploads that nobody brought in, lie so long
LATER_MS = 86_400_000  # a name is in the site's own time, up to 14 hours ahead; beyond a day it is none


def arrived(plan: Plan) -> Path:
    """Where uploaded files of a site wait; for the vault alone."""
    folder = own_folder() / "arrived" / plan.uid
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def way_to(plan: Plan, folder: str) -> tuple[Path, Callable[[str], bool]]:
    """The folder, and what says whether it is open to us; without one the uploads."""
    if folder:
        return Path(folder), lambda real: is_allowed(real, plan.organisation)
    own = arrived(plan)
    return own, lambda real: Path(real) == own.resolve()


def found_in(plan: Plan, folder: str) -> list[Found]:
    """Every set there, oldest first. Raises Trouble."""
    path, allowed = way_to(plan, folder)
    if not path.is_absolute():
        raise Trouble("missing", "a folder is named by its whole path")
    with updraft.opened(path, allowed) as handle:
        return updraft.look(handle)


def bring_in(job: Job, desk: JobDesk) -> dict[str, Any]:
    """One set into every place of the plan. Raises Trouble, or Stopped: then the next run goes on."""
    plan, began = job.plan, time.monotonic()
    vaults, nonce = in_use(plan), str(job.wanted.get("set", ""))
    if not vaults:
        raise Trouble("no_place", "the plan names no place")
    work = work_folder(plan) / f"import-{nonce}"
    _sweep_stale(work.parent, plan)
    path, allowed = way_to(plan, str(job.wanted.get("folder", "")))
    try:
        with updraft.opened(path, allowed) as handle:
            found = next((one for one in updraft.look(handle) if one.nonce == nonce), None)
            if found is None:
                raise Trouble("missing", "that set is no longer there")
            copy = _copy(plan, updraft.Wish(handle, found, _phrase(job)), work, desk)
        kept = [_into(vault, copy, desk, began, f"{MARK}:{nonce}") for vault in vaults]
    except Stopped:
        raise
    except Trouble:
        shutil.rmtree(work, ignore_errors=True)
        raise
    _told(job, copy, kept[0], len(kept))
    shutil.rmtree(work, ignore_errors=True)
    if not job.wanted.get("folder"):
        forget_arrived(plan, found)
    first, told = kept[0], copy.manifest
    return {
        "snapshot": first.restic_id, "uid": first.uid, "bytes": first.bytes, "files": told.files, "rows": told.rows,
        "places": len(kept), "taken_at_ms": told.taken_at_ms, "notes": list(told.notes),
    }  # fmt: skip


def _phrase(job: Job) -> bytes:
    if not job.secrets:
        return b""
    try:
        return seals.decrypt(bytes(job.secrets), context_of(job, "secrets"))
    except seals.Unreadable as lost:
        raise Trouble("unreadable_secret", "the phrase cannot be opened here: type it again") from lost


def _copy(plan: Plan, wish: updraft.Wish, work: Path, desk: JobDesk) -> Ready:
    """Through the same door as every other copy: counted, with a manifest. Raises Trouble."""
    unit = Source(MARK, Words("UpdraftPlus", "UpdraftPlus", "UpdraftPlus"), (), _unasked, partial(_read, wish))
    copy = ready(unit, Origin(plan.site.uid, plan.site.address, {}), work, desk)
    if copy.manifest.taken_at_ms > now_ms() + LATER_MS:
        raise Trouble("poisoned", "the archive is dated in the future")
    return copy


def _unasked(origin: Origin, desk: Desk) -> Checked:
    return Checked()


def _read(wish: updraft.Wish, origin: Origin, into: Path, desk: Desk) -> Copied:
    return updraft.copy(wish, into, desk)


def _into(vault: Any, copy: Ready, desk: JobDesk, began: float, mark: str) -> Snapshot:
    """Once in each place, however often it is asked for."""
    there = Snapshot.objects.filter(vault=vault, brought_from=mark).first()
    if there is not None:
        return there
    made = keep(made_ready(vault), copy, desk, (KEPT, mark.replace(":", "-")), copy.manifest.taken_at_ms)
    return listed(vault, copy, made, began, brought_from=mark)


def _told(job: Job, copy: Ready, first: Snapshot, places: int) -> None:
    told = copy.manifest
    with system_action(job.organisation) as record:
        body = {
            "from": "UpdraftPlus", "files": told.files, "rows": told.rows, "bytes": first.bytes, "places": places,
            "moment": rfc3339(told.taken_at_ms), "notes": ", ".join(told.notes), "snapshot": first.restic_id,
            "digest": first.digest,
        }  # fmt: skip
        record.event(events.ARCHIVE_IMPORTED, Subject("site", job.plan.site.uid), body)


def forget_arrived(plan: Plan, found: Found) -> None:
    """Uploaded files that are in the vault now, or that nobody wants."""
    for one in found.pieces:
        (arrived(plan) / one.name).unlink(missing_ok=True)


def _sweep_stale(work: Path, plan: Plan) -> None:
    oldest = time.time() - STALE_S
    for folder in work.glob("import-*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
    for file in arrived(plan).iterdir():
        if file.stat().st_mtime < oldest and (piece(file.name) is not None or file.suffix == ".part"):
            file.unlink(missing_ok=True)
