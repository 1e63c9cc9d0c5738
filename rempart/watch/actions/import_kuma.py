"""Take over what Uptime Kuma watched, and say line by line what could not be taken over."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rempart.directory.actions.action import Record, action, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Site
from rempart.events import watch as events
from rempart.terms.scope import Subject
from rempart.watch.actions.change_monitor import TooMany, Wish, write
from rempart.watch.actions.pass_time import kinds
from rempart.watch.core.kuma import Found, read_backup, read_rows
from rempart.watch.core.settings import BadSettings, read
from rempart.watch.store import wanted
from rempart.watch.store.kuma_db import MAGIC, read_database
from rempart.watch.store.models import Monitor

SOURCE = "Uptime Kuma"


@dataclass(frozen=True, slots=True)
class Taken:
    """One line of the report. `monitor` is None for what stayed behind."""

    found: Found
    monitor: Monitor | None
    notes: tuple[str, ...]


def read_file(data: bytes) -> list[Found]:
    """A backup or a database, told apart by its first bytes. Raises BadBackup."""
    if not data.startswith(MAGIC):
        return read_backup(data)
    with tempfile.NamedTemporaryFile(suffix=".db") as copy:
        copy.write(data)
        copy.flush()
        return read_rows(read_database(Path(copy.name)))


def import_kuma(actor: Account | None, organisation: Organisation, found: Sequence[Found]) -> list[Taken]:
    """All of it in one go. A monitor that is here already, with the same target, is left alone."""
    opened = system_action(organisation) if actor is None else action(actor, organisation, Permission.MANAGE_WATCH)
    with opened as record:
        known = {_key(row.kind, row.settings) for row in Monitor.objects.filter(organisation=organisation, is_on=True)}
        sites = {_host(site.address): site for site in Site.objects.filter(organisation=organisation).order_by("-pk")}
        taken = [_take(record, organisation, one, known, sites) for one in found]
        wanted.publish()
        count = sum(one.monitor is not None for one in taken)
        body = {"source": SOURCE, "count": count, "left": len(taken) - count}
        record.event(events.MONITORS_IMPORTED, Subject("organisation", organisation.uid), body)
    return taken


def _take(record: Record, organisation: Organisation, found: Found, known: set[str], sites: dict[str, Site]) -> Taken:
    if not found.kind:
        return Taken(found, None, found.notes)
    unit = kinds()[found.kind]
    try:
        settings = read(unit, found.settings)
    except BadSettings:
        return Taken(found, None, (*found.notes, "no_target"))
    key = _key(unit.id, settings) if unit.look else f"{unit.id} {found.name}"
    if key in known:
        return Taken(found, None, ("known",))
    known.add(key)
    site = sites.get(_host(str(settings.get("address") or "")))
    try:
        row = write(record, organisation, site, unit, Wish(found.name, found.every_s, settings), settings)
        if found.with_certificate:
            _certificate(record, organisation, site, found, known)
    except TooMany:
        return Taken(found, None, ("too_many",))
    if found.is_paused:
        Monitor.objects.filter(pk=row.pk).update(is_paused=True, state="paused")
    return Taken(found, row, found.notes)


def _certificate(record: Record, organisation: Organisation, site: Site | None, found: Found, known: set[str]) -> None:
    parts, unit = urlsplit(found.settings["address"]), kinds()["tls"]
    settings = read(unit, {"host": parts.hostname or "", "port": str(parts.port or 443)})
    if (key := _key(unit.id, settings)) not in known:
        known.add(key)
        write(record, organisation, site, unit, Wish(found.name, unit.every_s, settings), settings)


def _key(kind: str, settings: dict[str, object]) -> str:
    return f"{kind} {settings.get('address') or settings.get('host')} {settings.get('port') or settings.get('record')}"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
