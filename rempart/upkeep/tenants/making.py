"""The worker's side of an export: take one that waits, write it, pack it, and leave nothing when that fails."""

import logging
import os
import time
import zipfile
from pathlib import Path
from types import TracebackType

from django.db import DatabaseError, OperationalError, connection, transaction

from rempart.channel import sealed
from rempart.channel.full import is_disk_full
from rempart.channel.place import state_folder
from rempart.channel.settle import NotSettled, settle
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import tenants as events
from rempart.events.kind import EventKind
from rempart.ledger.store import FAULTS
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import shelf
from rempart.upkeep.tenants.asked import context
from rempart.upkeep.tenants.export import CannotExport, export

LEASE_S = 180  # renewed about every second; a worker that was killed is not waited for longer
MAX_TRIES = 3  # one that killed its worker this often is ended with a sentence instead of tried for ever
KEPT_S = 7 * DAY_S
STEPS = 5  # four of the export itself, and the packing
BEAT_S = 1.0
PIECE = 1024 * 1024

log = logging.getLogger("rempart.upkeep")


class Stopped(Exception):
    """Somebody stopped it, or another worker has taken it over."""


class Beat:
    """Tells how far it has come, over a connection of its own: the export reads in one long transaction, which would
    neither show what it writes nor see that it was stopped."""

    def __init__(self, row: OrganisationExport) -> None:
        self._row, self._at, self._last = row, (0, ""), 0.0
        self._own = connection.copy()

    def __enter__(self) -> "Beat":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._own.close()

    def tell(self, done: int, _of: int, what: str) -> None:
        """A step further. Raises Stopped."""
        self._at, self._last = (done, what), 0.0
        self()

    def __call__(self) -> None:
        """Still at it; at most once a second it is looked up whether anybody wants it any more. Raises Stopped."""
        if time.monotonic() - self._last < BEAT_S:
            return
        self._last = time.monotonic()
        done, what = self._at
        table = OrganisationExport._meta.db_table
        query = (
            f"UPDATE {table} SET done = %s, total = %s, doing = %s, leased_until_ms = %s"  # noqa: S608 - a name of ours
            " WHERE id = %s AND state = %s AND tries = %s"
        )
        lease = now_ms() + LEASE_S * 1000
        values: list[int | str] = [done, STEPS, what, lease, self._row.pk, OrganisationExport.WORKING, self._row.tries]
        try:
            with self._own.cursor() as cursor:
                cursor.execute(query, values)
                is_wanted = cursor.rowcount == 1
        except OperationalError:
            return  # busy, or full: the next beat says it, or the writing itself
        if not is_wanted:
            raise Stopped


def make_one() -> bool:
    """One export; True when there was one."""
    shelf.clear()
    row = _take()
    if row is None:
        return False
    try:
        if row.tries > MAX_TRIES:
            raise CannotExport("killed")
        size = _make(row)
    except Stopped:
        _clear(row)
    except (OSError, *FAULTS, DatabaseError, CannotExport, NotSettled, sealed.Unreadable) as failed:
        _clear(row)  # first: on a full disk this is what makes room to say it
        log.warning("The export %s failed: %s", row.uid, failed)
        reason = _reason(failed)
        _end(row, OrganisationExport.FAILED, events.EXPORT_FAILED, {"reason": reason}, trouble=reason)
    else:
        until_ms = now_ms() + KEPT_S * 1000
        is_mine = _end(
            row, OrganisationExport.READY, events.EXPORT_MADE, {"bytes": size}, bytes=size, until_ms=until_ms
        )
        if not is_mine:
            _clear(row)
    return True


def _take() -> OrganisationExport | None:
    """The oldest that waits, or whose worker fell silent. The UPDATE names the try it saw: exactly one wins."""
    moment = now_ms()
    waiting = OrganisationExport.objects.filter(state__in=OrganisationExport.OPEN, leased_until_ms__lt=moment)
    for row in waiting.select_related("organisation").order_by("pk"):
        mine = waiting.filter(pk=row.pk, tries=row.tries)
        if mine.update(state=OrganisationExport.WORKING, tries=row.tries + 1, leased_until_ms=moment + LEASE_S * 1000):
            row.refresh_from_db()
            return row
    return None


def _make(row: OrganisationExport) -> int:
    """How many bytes the archive has. Raises Stopped, and what can go wrong on the way."""
    words = sealed.decrypt(bytes(row.sealed), context(row))
    folder = shelf.shelf() / shelf.name_of(row)
    with Beat(row) as beat:
        beat.tell(0, STEPS, "place")
        settle(state_folder())
        export(state_folder(), row.organisation, folder, words, beat.tell, beat)
        beat.tell(STEPS - 1, STEPS, "archive")
        _pack(folder, row, beat)
        shelf.remove(folder)
    return shelf.file_of(row).stat().st_size


def _pack(folder: Path, row: OrganisationExport, beat: Beat) -> None:
    half = shelf.shelf() / f"{shelf.name_of(row)}.half"
    top = f"rempart-{row.organisation.uid}"
    with half.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # sealed: there is nothing to squeeze
            for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                name = f"{top}/{file.relative_to(folder).as_posix()}"
                with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                    while piece := source.read(PIECE):
                        target.write(piece)
                        beat()
        out.flush()
        os.fsync(out.fileno())
    half.replace(shelf.file_of(row))


def _clear(row: OrganisationExport) -> None:
    for path in shelf.shelf().glob(f"{shelf.name_of(row)}*"):
        shelf.remove(path)


def _reason(failed: BaseException) -> str:
    if is_disk_full(failed):
        return "disk_full"
    if isinstance(failed, CannotExport) and str(failed) == "killed":
        return "killed"
    return "not_settled" if isinstance(failed, NotSettled) else "other"


def _end(row: OrganisationExport, state: str, kind: EventKind, body: dict[str, object], **values: object) -> bool:
    """False when it was stopped, or taken over, meanwhile: then nothing changes. The passphrase goes."""
    with transaction.atomic():
        mine = OrganisationExport.objects.filter(pk=row.pk, state=OrganisationExport.WORKING, tries=row.tries)
        ended = {"state": state, "sealed": b"", "doing": "", "ended_at_ms": now_ms(), **values}
        if not mine.update(**ended):
            return False
        with system_action(row.organisation, while_closed=True) as record:
            record.event(kind, Subject("export", row.uid), body)
    return True
