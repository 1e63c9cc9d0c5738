"""Asking for a drill: a person by a button, a program, or the clock; and how often the clock asks."""

from rempart.channel.snapshots import newest_of
from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import staging as events
from rempart.staging.actions.make_copy import all_snapshots
from rempart.staging.core.stage import EVERY_DAYS, RHYTHMS, UNDER_WAY, Outcome
from rempart.staging.store.models import Drill, Rhythm
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

FIRST_MS = 3_600_000  # after its first snapshot a site is drilled that soon
LOOKED_AT = 200  # sites without a rhythm that one look takes


class NothingToBringBack(Exception):
    """An alarm would wake people for a drill that cannot be held: there is no snapshot."""


def ask_drill(actor: Account | None, site: Site, *, is_alarm: bool = False) -> Drill:
    """The one that waits or runs, when there is one. `is_alarm`: it begins with an alarm, and a person decides about the
    rest (raises NothingToBringBack)."""
    if is_alarm and newest_of(all_snapshots(), site.uid) is None:
        raise NothingToBringBack
    if actor is None:
        with system_action(site.organisation) as record:
            return _ask(record, site, is_by_person=False, is_alarm=is_alarm)
    with action(actor, site.organisation, Permission.USE_COPIES, on=site) as record:
        return _ask(record, site, is_by_person=True, is_alarm=is_alarm)


def _ask(record: Record, site: Site, *, is_by_person: bool, is_alarm: bool) -> Drill:
    subject = Subject("site", site.uid)
    found = Drill.objects.filter(site=site, outcome__in=UNDER_WAY).order_by("pk").first()
    is_new, moment = found is None, now_ms()
    if found is None:
        found = Drill.objects.create(
            organisation=site.organisation, site=site, outcome=Outcome.ALARMED if is_alarm else Outcome.WAITING,
            asked_by=record.actor, is_by_person=is_by_person, asked_at_ms=moment, is_alarm=is_alarm,
            alarmed_at_ms=moment if is_alarm else None,
        )  # fmt: skip
    record.event(events.DRILL_ASKED, subject, {"drill": found.uid, "by_person": int(is_by_person)})
    if is_new and is_alarm:
        record.event(events.ALARM_RAISED, subject, {"drill": found.uid}, at_ms=moment)
    return found


def set_rhythm(actor: Account, site: Site, days: int) -> None:
    """Raises ValueError for a rhythm that is not offered."""
    if days not in RHYTHMS:
        raise ValueError(days)
    with action(actor, site.organisation, Permission.MANAGE_BACKUPS, on=site) as record:
        last = Drill.objects.filter(site=site).order_by("-pk").first()
        begin = last.asked_at_ms if last is not None else now_ms()
        given = {"organisation": site.organisation, "every_days": days, "next_at_ms": begin + days * DAY_S * 1_000}
        Rhythm.objects.update_or_create(site=site, defaults=given)
        record.event(events.RHYTHM_SET, Subject("site", site.uid), {"days": days})


def ask_what_is_due() -> bool:
    """One site whose day has come; True when there was one."""
    moment = now_ms()
    due = Rhythm.objects.filter(every_days__gt=0, next_at_ms__lte=moment, organisation__closure=None)
    for row in due.select_related("site", "organisation").order_by("next_at_ms", "pk")[:5]:
        mine = Rhythm.objects.filter(pk=row.pk, next_at_ms=row.next_at_ms)
        if mine.update(next_at_ms=moment + row.every_days * DAY_S * 1_000) == 1:
            ask_drill(None, row.site)
            return True
    return False


def begin_rhythms() -> bool:
    """Sites that have a snapshot and no rhythm yet are drilled monthly, until somebody decides otherwise."""
    kept = all_snapshots()
    sites = Site.objects.filter(rhythm=None, organisation__closure=None).select_related("organisation")
    for site in sites.order_by("-pk")[:LOOKED_AT]:
        if newest_of(kept, site.uid) is not None:
            given = {"organisation": site.organisation, "every_days": EVERY_DAYS, "next_at_ms": now_ms() + FIRST_MS}
            Rhythm.objects.get_or_create(site=site, defaults=given)
    return False
