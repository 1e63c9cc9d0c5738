"""Makes and serves a copy in this process: brought from the newest snapshot, masked, behind walls, until it is removed."""

import contextlib
import json
import logging
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import close_old_connections

from rempart.channel.copies import Copy
from rempart.channel.full import is_disk_full
from rempart.channel.snapshots import Brought, Snapshots, newest_of
from rempart.channel.source import Desk, Stopped, Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Site
from rempart.events import staging as events
from rempart.registry.discover import across_areas
from rempart.staging.actions import live
from rempart.staging.actions.ask_copy import admit
from rempart.staging.core.stage import LIFE_MS, LIVE, Purpose, Stage
from rempart.staging.net import box, hostile
from rempart.staging.net.making import Masked, make
from rempart.staging.net.opened import Known, OpenCopy, sunk
from rempart.staging.store.models import SiteCopy
from rempart.terms.scope import Subject

KNOWN = "known.json"  # beside the walls: what is needed to serve the copy again
EVERY_S = 1.0
log = logging.getLogger("rempart.staging")


class CopyDesk:
    """Progress into the row; a person's wish that it ends comes back. `also` is told everything too."""

    def __init__(self, row: SiteCopy, also: Desk | None = None) -> None:
        self._row, self._also, self._said = row, also, 0.0

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Raises Stopped."""
        if self._also is not None:
            self._also.tell(step, done, total)
        if time.monotonic() - self._said < EVERY_S:
            return
        self._said = time.monotonic()
        told = {"step": step, "done": done, "total": total}
        if SiteCopy.objects.filter(pk=self._row.pk, is_removal_asked=False).update(progress=told) != 1:
            raise Stopped("a person stopped it")

    def pace(self, count: int) -> None:
        """No limit of its own."""
        if self._also is not None:
            self._also.pace(count)


def all_snapshots() -> dict[str, Snapshots]:
    """Whoever keeps snapshots."""
    return across_areas("rempart", "snapshots", Snapshots)


def open_for(site_uid: str, moment: str, purpose: str, desk: Desk) -> Copy:
    """Another area's, or the drill's: stands until it is closed, or this process ends. Raises Trouble, Stopped."""
    site = Site.objects.select_related("organisation").get(uid=site_uid)
    at = now_ms()
    made = SiteCopy(
        organisation=site.organisation, site=site, purpose=Purpose(purpose), stage=Stage.MAKING, asked_at_ms=at,
        expires_at_ms=at + LIFE_MS, moment=moment,
    )  # fmt: skip
    with contextlib.ExitStack() as unless_written:
        live.hold(made.uid)  # before anybody can see the row: one that nobody holds was left by a killed process
        unless_written.callback(live.let_go, made.uid)
        with system_action(site.organisation) as record:
            made.asked_by = record.actor
            made.save(force_insert=True)
            record.event(events.COPY_ASKED, Subject("site", site.uid), {"purpose": purpose, "copy": made.uid})
        unless_written.pop_all()
    return bring(made, desk)


def bring(row: SiteCopy, also: Desk | None = None) -> OpenCopy:
    """Of a row in MAKING whose lock this process holds. Raises Trouble, Stopped; then nothing is left of it."""
    began, desk = time.monotonic(), CopyDesk(row, also)
    with contextlib.ExitStack() as unless_told:
        unless_told.callback(live.let_go, row.uid)  # whatever else happens: the next look takes it up as after a kill
        try:
            copy, brought, masked, uid = _made(row, desk)
        except Stopped:
            remove(row, "stopped")
            raise
        except Trouble as failed:
            remove(row, failed.code, Stage.FAILED, failed.detail)
            raise
        except OSError as failed:
            code = "no_room" if is_disk_full(failed) else "broken"
            log.warning("copy %s: %s", row.uid, "".join(traceback.format_exception(failed)))
            remove(row, code, Stage.FAILED, failed.strerror or "")
            raise Trouble(code, failed.strerror or "") from failed
        unless_told.pop_all()
    numbers = asdict(masked)
    copy.counted = {"files": brought.files_count, "tables": len(brought.tables), "rows": brought.rows}
    with system_action(row.organisation) as record:
        SiteCopy.objects.filter(pk=row.pk, stage=Stage.MAKING).update(
            stage=Stage.OPEN, opened_at_ms=now_ms(), taken_at_ms=brought.taken_at_ms, moment=uid, masked=numbers,
            seconds=round(time.monotonic() - began), address=copy.url,
        )  # fmt: skip
        record.event(events.COPY_OPENED, Subject("site", row.site.uid), {"copy": row.uid, **numbers})
    return copy


def _made(row: SiteCopy, desk: CopyDesk) -> tuple[OpenCopy, Brought, Masked, str]:
    folder = live.folder_of(row.uid)
    if problem := box.works():
        raise Trouble("no_isolation", problem)
    kept = all_snapshots()
    moment = newest_of(kept, row.site.uid)
    if moment is None:
        raise Trouble("no_snapshot", "the vault has no snapshot of this site")
    uid = row.moment or moment.uid
    hostile.delete(folder)
    brought = kept[moment.kept_by].bring(uid, folder / "brought", desk)
    known, masked = make(row.uid, row.site.uid, row.site.address, folder, brought, desk)
    hostile.delete(folder / "brought")
    (folder / KNOWN).write_text(json.dumps(asdict(known)))
    return serve(row, known), brought, masked, uid


def serve(row: SiteCopy, known: Known) -> OpenCopy:
    """Its programs and its way through this process's gate. Raises Trouble."""
    copy = OpenCopy(known, box.Box(live.folder_of(row.uid), known.root), live.gate(), lambda: remove(row, "closed"))
    copy.admit = lambda word: _admitted(row.uid, word)
    live.LIVE[row.uid] = copy
    return copy.start()


def _admitted(uid: str, word: str) -> bool:
    """In a thread of the gate, whose connection to the database ends with it."""
    try:
        return admit(uid, word)
    finally:
        close_old_connections()


def serve_again(row: SiteCopy) -> OpenCopy:
    """After the process that had it has died. Raises Trouble."""
    try:
        given: dict[str, Any] = json.loads((live.folder_of(row.uid) / KNOWN).read_text())
    except (OSError, ValueError) as bad:
        raise Trouble("gone", "nothing is left of the copy") from bad
    copy = serve(row, Known(**{**given, "was": tuple(given["was"])}))
    SiteCopy.objects.filter(pk=row.pk).update(address=copy.url)
    return copy


def remove(row: SiteCopy, reason: str, stage: Stage = Stage.GONE, detail: str = "") -> None:
    """Programs ended, folder deleted, the row says how; safe to repeat."""
    copy, folder = live.LIVE.pop(row.uid, None), live.folder_of(row.uid)
    if copy is not None:
        copy.stop()
    found = sunk(folder)
    _delete(folder, row.uid)
    mails = found.mails if copy is not None else int(row.sunk.get("mails", 0))
    told = {"mails": mails, "calls": dict(found.calls)} if copy is not None else row.sunk
    at = now_ms()
    is_bad = stage == Stage.FAILED
    fields = {
        "stage": stage,
        "ended_at_ms": at,
        "address": "",
        "word_digest": "",
        "trouble": reason[:40] if is_bad else "",
    }
    with system_action(row.organisation, while_closed=True) as record:
        mine = SiteCopy.objects.filter(pk=row.pk, stage__in=LIVE)
        mine.update(**fields, sunk=told, detail=detail[:300])
        body: dict[str, str | int] = {"copy": row.uid, "trouble": reason} if is_bad else {
            "copy": row.uid, "reason": reason, "sunk_mails": mails,
        }  # fmt: skip
        record.event(events.COPY_FAILED if is_bad else events.COPY_REMOVED, Subject("site", row.site.uid), body)


def _delete(folder: Path, uid: str) -> None:
    hostile.delete(folder)
    (folder.parent / f"{uid}.lock").unlink(missing_ok=True)
    live.let_go(uid)
