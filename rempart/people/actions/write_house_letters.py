"""Whoever has not confirmed a rule of the house is written to, by the letters of programmes: once when it is new, then at
most three times again, a week apart. Never outside working hours or in an absence; not again to whoever wants no reminders."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q, QuerySet

from rempart.directory.actions.action import now_ms, one_at_a_time, system_action
from rempart.directory.store.models import Membership, Organisation, Person
from rempart.events import people as events
from rempart.people.actions.write_programme_letter import lay_out
from rempart.people.core.work_time import APART_DAYS, is_working
from rempart.people.store.house_rules import HouseAsked, HouseRule, HouseVersion, fresh, newest
from rempart.people.store.programme import Hallmark, LearnerChoice
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.scope import Subject

MOST = 4  # letters about one version: the first one, and three reminders
BATCH = 50
GRACE_MS = HOUR_S * 1_000  # rules put up one after the other make one letter, and a slip can be withdrawn
APART_MS = APART_DAYS * DAY_S * 1_000
NEW, AGAIN = "rules", "rules_again"


def write_some(moment_ms: int | None = None) -> bool:
    """One batch of one organisation; True when a letter was laid out. Without words by which it is known, none is."""
    moment = now_ms() if moment_ms is None else moment_ms
    at = dt.datetime.fromtimestamp(moment / 1_000, dt.UTC)
    asking = HouseRule.objects.filter(is_withdrawn=False).values("organisation")
    marks = Hallmark.objects.filter(organisation__closure=None, organisation__in=asking).select_related("organisation")
    for mark in marks.order_by("pk"):
        zone = ZoneInfo(mark.zone)
        if is_working(at, zone) and _write(mark.organisation, moment, at.astimezone(zone).date()):
            return True
    return False


def _write(organisation: Organisation, moment: int, day: dt.date) -> bool:
    if not _due(organisation, moment, day):
        return False
    with transaction.atomic():
        one_at_a_time(organisation)
        due = _due(organisation, moment, day)  # another worker may have written meanwhile
        if due:
            _lay_out(organisation, moment, due)
    return bool(due)


def _lay_out(organisation: Organisation, moment: int, due: dict[int, str]) -> None:
    with system_action(organisation) as record:
        for kind in (NEW, AGAIN):
            lay_out(kind, organisation, [person for person, found in due.items() if found == kind])
        for version in _note(organisation, moment, due):
            body = {"rule": version.rule.uid, "version": version.number}
            record.event(events.HOUSE_RULE_WRITTEN, Subject("house_rule", version.rule.uid), body)


def _due(organisation: Organisation, moment: int, day: dt.date) -> dict[int, str]:
    """Keys of people, and which letter each gets."""
    here, due = _reachable(organisation, moment, day), dict[int, str]()
    versions = newest(organisation)
    for version in (one for one in versions if one.put_ms <= moment - GRACE_MS):
        new = _unconfirmed(here, version, moment).exclude(
            pk__in=HouseAsked.objects.filter(version=version).values("person")
        )
        due |= dict.fromkeys(new.values_list("pk", flat=True)[: BATCH - len(due)], NEW)
    patient = here.filter(account__isnull=False).exclude(account__in=_not_now(organisation, moment).values("account"))
    for version in versions:
        again = _unconfirmed(patient, version, moment).filter(
            houseasked__version=version, houseasked__last_ms__lte=moment - APART_MS, houseasked__times__lt=MOST
        )
        room = again.exclude(pk__in=list(due)).values_list("pk", flat=True)[: BATCH - len(due)]
        due |= dict.fromkeys(room, AGAIN)
    return due


def _reachable(organisation: Organisation, moment: int, day: dt.date) -> QuerySet[Person]:
    """Who has an address, has not left and is not away. Somebody without an account has yet to come for the first time."""
    members = Membership.objects.filter(Q(until_ms=None) | Q(until_ms__gt=moment), organisation=organisation)
    here = members.filter(account__is_active=True).values("account")
    away = LearnerChoice.objects.filter(organisation=organisation, away_until__gte=day).values("account")
    people = Person.objects.filter(Q(account=None) | Q(account__in=here), organisation=organisation)
    return people.exclude(email="").exclude(account__in=away).order_by("pk")


def _not_now(organisation: Organisation, moment: int) -> QuerySet[LearnerChoice]:
    """Accounts that want no reminder, or had one this week, of whatever kind."""
    wish = Q(is_quiet=True) | Q(reminded_ms__gt=moment - APART_MS)
    return LearnerChoice.objects.filter(wish, organisation=organisation)


def _unconfirmed(people: QuerySet[Person], version: HouseVersion, moment: int) -> QuerySet[Person]:
    return people.exclude(account__in=fresh(moment).filter(version=version).values("account"))


def _note(organisation: Organisation, moment: int, due: Iterable[int]) -> list[HouseVersion]:
    """One letter names all that waits for somebody: each of those counts as written about. Which versions it was."""
    people, told = Person.objects.filter(pk__in=list(due)), []
    for account in people.filter(account__isnull=False).values_list("account", flat=True):
        LearnerChoice.objects.update_or_create(
            organisation=organisation, account_id=account, defaults={"reminded_ms": moment}
        )
    for version in newest(organisation):
        waiting = list(_unconfirmed(people, version, moment).values_list("pk", flat=True))
        known = HouseAsked.objects.filter(version=version, person__in=waiting)
        before = set(known.values_list("person", flat=True))
        known.update(last_ms=moment, times=F("times") + 1)
        HouseAsked.objects.bulk_create(
            HouseAsked(version=version, person_id=one, last_ms=moment) for one in waiting if one not in before
        )
        told += [version] if waiting else []
    return told
