"""Who a programme is for, how far somebody is in it, and who sits in a session."""

import datetime as dt
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from rempart.directory.store.models import Account, Membership, Organisation, Person
from rempart.people.core.attempt import Why
from rempart.people.core.programme_dates import begins_on
from rempart.people.core.programme_progress import Progress, progress
from rempart.people.store.library import lessons_of
from rempart.people.store.models import Attempt
from rempart.people.store.programme import Enrolment, Programme, Seat, Session


def audience(programme: Programme) -> QuerySet[Person]:
    """Everybody whom the organisation names, or those of the teams and roles that were chosen."""
    people = Person.objects.filter(organisation=programme.organisation)
    teams = list(programme.teams.values_list("pk", flat=True))
    if not teams and not programme.roles:
        return people.order_by("pk")
    acting = Membership.objects.filter(organisation=programme.organisation, role__in=programme.roles)
    return people.filter(Q(teams__in=teams) | Q(account__in=acting.values("account"))).distinct().order_by("pk")


def is_for(programme: Programme, account: Account) -> bool:
    """Also somebody whom the list of people does not name, as long as they are a member here."""
    here = Membership.objects.filter(organisation=programme.organisation, account=account)
    teams = list(programme.teams.values_list("pk", flat=True))
    if not teams and not programme.roles:
        return here.exists()
    in_team = Person.objects.filter(organisation=programme.organisation, account=account, teams__in=teams)
    return here.filter(role__in=programme.roles).exists() or (here.exists() and in_team.exists())


def open_for(account: Account, organisation: Organisation) -> list[Programme]:
    """Those that run, or that the account takes part in; the one that ends first, first."""
    rows = Programme.objects.filter(organisation=organisation, state=Programme.OPEN).order_by("ends_on", "pk")
    mine = set(Enrolment.objects.filter(account=account, programme__in=rows).values_list("programme", flat=True))
    return [row for row in rows if row.pk in mine or is_for(row, account)]


def since_ms(programme: Programme, day: dt.date) -> int:
    """When that day begins there."""
    return round(dt.datetime.combine(day, dt.time(), ZoneInfo(programme.zone)).timestamp() * 1_000)


def progress_of(enrolment: Enrolment, written: Collection[str] | None = None) -> Progress:
    """Lessons of the path that were finished while the programme ran for this person, and sessions attended. Whoever asks
    for many of one organisation gives the ids that its lessons have (`written`), so that they are read once."""
    programme = enrolment.programme
    begins = since_ms(programme, begins_on(programme.dates(), enrolment.enrolled_on))
    ends = since_ms(programme, programme.ends_on + dt.timedelta(days=1))
    rows = Attempt.objects.filter(
        organisation=programme.organisation, account=enrolment.account, why=Why.COUNTS, ended_ms__gte=begins, ended_ms__lt=ends
    )  # fmt: skip
    taken = dict(rows.values_list("lesson", "minutes"))
    attended = Seat.objects.filter(session__programme=programme, account=enrolment.account, was_there=True)
    seat_minutes = sum(attended.exclude(session__state=Session.CANCELLED).values_list("session__minutes", flat=True))
    there = lessons_of(programme.organisation).keys() if written is None else written
    return progress(programme.path, there, taken, seat_minutes, programme.required_minutes)


def seated(session: Session) -> QuerySet[Seat]:
    """Who has a seat."""
    return Seat.objects.filter(session=session, seated_ms__isnull=False).order_by("pk")


def queue(session: Session) -> QuerySet[Seat]:
    """Who waits, in the order of coming."""
    return Seat.objects.filter(session=session, seated_ms=None).order_by("pk")


def attended_minutes(organisation: Organisation, since: int, only: Account | None = None) -> Iterable[tuple[int, int]]:
    """Account and minutes of each session that somebody was at since then."""
    rows = Seat.objects.filter(organisation=organisation, was_there=True, session__starts_ms__gte=since)
    rows = rows.exclude(session__state=Session.CANCELLED)
    rows = rows if only is None else rows.filter(account=only)
    return rows.values_list("account", "session__minutes")
