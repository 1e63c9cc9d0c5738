"""A programme from a ready one, or an empty one: its dates counted from the first day, its sessions with it."""

import datetime as dt
from zoneinfo import ZoneInfo

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.core.programme_dates import DAY, Dates, dates_of
from rempart.people.core.programme_template import Template, templates
from rempart.people.store.library import lessons_of
from rempart.people.store.programme import Programme, Session
from rempart.terms.scope import Subject

MOST = 200  # programmes of an organisation; more is no year's work


class TooMany(Exception):
    """There are as many programmes as there may be."""


def make_programme(
    actor: Account,
    organisation: Organisation,
    template: str,
    starts_on: dt.date,
    zone: str = "UTC",
    language: str = "en",
) -> Programme:
    """`template` empty = a bare one of thirty days with every lesson there is. Raises KeyError, TooMany."""
    found = templates()[template] if template else None
    dates = dates_of(found, starts_on) if found else Dates(starts_on, starts_on + 29 * DAY, starts_on, None, None)
    dates.check()
    with action(actor, organisation, Permission.TEACH) as record:
        if Programme.objects.filter(organisation=organisation).count() >= MOST:
            raise TooMany
        row = Programme(organisation=organisation, template=template, zone=zone, language=language[:2])
        row.path = list(found.path) if found else list(lessons_of(organisation))
        row.required_minutes = found.required_minutes if found else 20 * len(row.path)
        for name in ("starts_on", "ends_on", "enrol_until", "early_until", "culture_from"):
            setattr(row, name, getattr(dates, name))
        row.save()
        if found:
            _sessions(row, found)
        record.event(events.PROGRAMME_MADE, Subject("programme", row.uid), {"programme": row.uid})
    return row


def _sessions(row: Programme, template: Template) -> None:
    for one in template.sessions:
        at = dt.datetime.combine(row.starts_on + one.day * DAY, one.hour, ZoneInfo(row.zone))
        Session.objects.create(
            organisation=row.organisation, programme=row, key=one.id, way=one.way, minutes=one.minutes,
            capacity=one.capacity, starts_ms=round(at.timestamp() * 1_000),
        )  # fmt: skip
