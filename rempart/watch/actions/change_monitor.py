"""Add, change, pause and remove what is watched; the probers hear of it in the same transaction."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rempart.directory.actions.action import On, Record, action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Site
from rempart.events import watch as events
from rempart.watch.actions.note_change import name_of, subject_of
from rempart.watch.actions.pass_time import kinds
from rempart.watch.core.kind import Kind
from rempart.watch.core.policy import LONGEST_INTERVAL_S
from rempart.watch.core.settings import BadSettings, read
from rempart.watch.store import wanted
from rempart.watch.store.models import TITLE_MAX, Incident, Monitor

MONITORS_MAX = 1_000  # of one organisation; one machine looks at 500 a minute with room to spare (docs/benchmarks.md)
TOKEN_BYTES = 18


class TooMany(Exception):
    """The organisation has as many monitors as it may."""


class WrongInterval(ValueError):
    """Shorter than makes sense for that kind, or longer than a day."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for."""

    title: str
    every_s: int
    settings: Mapping[str, Any]
    promise_ppm: int = 999_000
    is_shown: bool = False


def add_monitor(actor: Account | None, organisation: Organisation, site: Site | None, kind: str, wish: Wish) -> Monitor:
    """Raises BadSettings, WrongInterval, TooMany, KeyError for a kind that does not exist. None = the command line."""
    unit = kinds()[kind]
    settings = _settings(unit, wish, site)
    _require(unit, wish)
    with _opened(actor, organisation, site) as record:
        row = write(record, organisation, site, unit, wish, settings)
        wanted.publish()
        return row


def write(
    record: Record, organisation: Organisation, site: Site | None, unit: Kind, wish: Wish, settings: dict[str, Any]
) -> Monitor:
    """In an action that is open already, and publishes what is wanted once it has written all. Raises TooMany."""
    if Monitor.objects.filter(organisation=organisation, is_on=True).count() >= MONITORS_MAX:
        raise TooMany
    row = Monitor.objects.create(
        organisation=organisation, site=site, kind=unit.id, title=wish.title[:TITLE_MAX], settings=settings,
        every_s=wish.every_s, promise_ppm=wish.promise_ppm, is_shown=wish.is_shown, accounted_ms=now_ms(),
        since_ms=now_ms(),
    )  # fmt: skip
    body = {"where": name_of(row), "kind": row.kind, "every_s": row.every_s}
    record.event(events.MONITOR_ADDED, subject_of(row), body)
    return row


def change_monitor(actor: Account, row: Monitor, wish: Wish) -> None:
    """What was measured stays; a change of what is looked at begins with an unknown state. Raises as `add_monitor`."""
    unit = kinds()[row.kind]
    settings = _settings(unit, wish, row.site)
    _require(unit, wish)
    with _opened(actor, row.organisation, row.site) as record:
        is_same = settings == row.settings and wish.every_s == row.every_s
        row.title, row.settings, row.every_s = wish.title[:TITLE_MAX], settings, wish.every_s
        row.promise_ppm, row.is_shown = wish.promise_ppm, wish.is_shown
        row.save(update_fields=["title", "settings", "every_s", "promise_ppm", "is_shown"])
        if not is_same:
            _begin_anew(row)
        record.event(events.MONITOR_CHANGED, subject_of(row), {"where": name_of(row)})
        wanted.publish()


def pause_monitor(actor: Account, row: Monitor, *, is_paused: bool) -> None:
    """While paused nobody looks, and its time counts as not measured."""
    with _opened(actor, row.organisation, row.site) as record:
        Monitor.objects.filter(pk=row.pk).update(is_paused=is_paused)
        row.is_paused = is_paused
        _begin_anew(row)
        if is_paused:
            Incident.objects.filter(monitor=row, ended_ms__isnull=True).update(ended_ms=now_ms())
            Monitor.objects.filter(pk=row.pk).update(state="paused")
        kind = events.MONITOR_PAUSED if is_paused else events.MONITOR_RESUMED
        record.event(kind, subject_of(row), {"where": name_of(row)})
        wanted.publish()


def remove_monitor(actor: Account, row: Monitor) -> None:
    """Nobody looks any more; months that were promised can still be shown."""
    with _opened(actor, row.organisation, row.site) as record:
        Monitor.objects.filter(pk=row.pk).update(is_on=False, is_shown=False, beat_digest="", quiet_at_ms=0)
        Incident.objects.filter(monitor=row, ended_ms__isnull=True).update(ended_ms=now_ms())
        record.event(events.MONITOR_REMOVED, subject_of(row), {"where": name_of(row)})
        wanted.publish()


def new_beat_address(actor: Account, row: Monitor) -> str:
    """The secret part of a heartbeat's address, shown once; the one before ends."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with _opened(actor, row.organisation, row.site) as record:
        Monitor.objects.filter(pk=row.pk).update(beat_digest=digest(token))
        record.event(events.MONITOR_CHANGED, subject_of(row), {"where": name_of(row)})
    return token


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _settings(unit: Kind, wish: Wish, site: Site | None) -> dict[str, Any]:
    """A kind that is about a site takes its name from there. Raises BadSettings."""
    found = read(unit, wish.settings)
    if not unit.needs_site:
        return found
    if site is None:
        raise BadSettings({"site": "needed"})
    return {**found, "address": site.address}


def _begin_anew(row: Monitor) -> None:
    now = now_ms()
    values = {"standing": {}, "state": "unknown", "since_ms": now, "accounted_ms": now, "quiet_at_ms": 0, "beat_ms": 0}
    Monitor.objects.filter(pk=row.pk).update(**values)


def _require(unit: Kind, wish: Wish) -> None:
    if not unit.least_s <= wish.every_s <= LONGEST_INTERVAL_S:
        raise WrongInterval(f"between {unit.least_s} and {LONGEST_INTERVAL_S} seconds")


def _opened(actor: Account | None, organisation: Organisation, site: Site | None) -> Any:
    on: On = site
    return system_action(organisation) if actor is None else action(actor, organisation, Permission.MANAGE_WATCH, on)
