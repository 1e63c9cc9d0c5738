"""Who takes part and has something left, or a rule of the house to confirm, is reminded: in working hours, at most once a
week in all, never while away or quiet. Rules come first: about them there are few letters, then no more."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.people.actions.write_house_letters import write_some
from rempart.people.actions.write_programme_letter import write_letter
from rempart.people.core.work_time import APART_DAYS, is_working, may_remind
from rempart.people.store.programme import Enrolment, LearnerChoice, Programme, today
from rempart.people.store.programme_standing import progress_of
from rempart.terms.duration import DAY_S

BATCH = 50  # looked at in one turn


def remind_some(moment_ms: int | None = None) -> bool:
    """One batch of one programme; True when somebody was looked at. Whoever is looked at counts as told for a week."""
    moment = now_ms() if moment_ms is None else moment_ms
    if write_some(moment):
        return True
    at = dt.datetime.fromtimestamp(moment / 1_000, dt.UTC)
    for programme in Programme.objects.filter(state=Programme.OPEN, organisation__closure=None).order_by("pk"):
        day = today(programme, moment)
        if not programme.starts_on <= day <= programme.ends_on or not is_working(at, ZoneInfo(programme.zone)):
            continue
        rows = list(_due(programme, moment)[:BATCH])
        for row in rows:
            _remind(row, at, moment)
        if rows:
            return True
    return False


def _due(programme: Programme, moment: int) -> QuerySet[Enrolment]:
    told = LearnerChoice.objects.filter(
        organisation=programme.organisation, reminded_ms__gt=moment - APART_DAYS * DAY_S * 1_000
    )
    rows = Enrolment.objects.filter(programme=programme).exclude(account__in=told.values("account"))
    return rows.select_related("account", "programme__organisation").order_by("pk")


def _remind(row: Enrolment, at: dt.datetime, moment: int) -> None:
    programme, account = row.programme, row.account
    choice, _ = LearnerChoice.objects.get_or_create(organisation=programme.organisation, account=account)
    zone, day = ZoneInfo(programme.zone), today(programme, moment)
    is_away = choice.away_until is not None and day <= choice.away_until
    # Somebody away is looked at again tomorrow, not in a week.
    told = moment - (APART_DAYS - 1) * DAY_S * 1_000 if is_away else moment
    with transaction.atomic():
        mine = LearnerChoice.objects.filter(pk=choice.pk, reminded_ms=choice.reminded_ms)
        if (
            mine.update(reminded_ms=told) != 1
            or is_away
            or choice.is_quiet
            or not _is_here(account, programme.organisation, moment)
        ):
            return
        if may_remind(at, zone, last=None, away_until=choice.away_until) and not progress_of(row).is_at_its_end:
            write_letter("reminder", programme, account.pk)


def _is_here(account: Account, organisation: Organisation, moment: int) -> bool:
    """Somebody who left is not written to."""
    mine = Membership.objects.filter(account=account, organisation=organisation)
    return account.is_active and (mine.filter(until_ms=None) | mine.filter(until_ms__gt=moment)).exists()
