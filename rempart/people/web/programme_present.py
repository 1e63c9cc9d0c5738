"""What the learner's pages of programmes show."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation, Person
from rempart.people.actions.send_programme_letters import moment_of
from rempart.people.core.attempt import Why
from rempart.people.core.calendar_file import Meeting, calendar
from rempart.people.core.exam import Round
from rempart.people.core.programme_dates import begins_on
from rempart.people.core.programme_letter import Text, write
from rempart.people.core.programme_progress import Progress
from rempart.people.core.tips import strip_of, tip_of_day, tip_of_week
from rempart.people.store.models import Attempt
from rempart.people.store.programme import Enrolment, Hallmark, Programme, Seat, Session
from rempart.people.store.programme import today as today_of
from rempart.people.store.programme_standing import open_for, progress_of, queue, seated, since_ms
from rempart.people.web import programme_words as words
from rempart.people.web.comic import drawing


@dataclass(frozen=True, slots=True)
class Shown:
    """A session: `seat` is seated, waiting or empty; `place` the place in the queue, from 1."""

    row: Session
    title: str
    about: str
    when: str
    way: str
    free: int
    waiting: int
    seat: str
    place: int
    is_over: bool
    was_there: bool | None


@dataclass(frozen=True, slots=True)
class Card:
    """One programme on the learner's page."""

    row: Programme
    title: str
    goals: list[tuple[Any, str]]
    enrolment: Enrolment | None
    may_enrol: bool
    progress: Progress | None
    begins: dt.date | None
    has_begun: bool
    path: list[words.Stop]
    sessions: list[Shown]
    next: Shown | None
    team: list[str]


def card(row: Programme, account: Account) -> Card:
    """For one person."""
    enrolment = (
        Enrolment.objects.filter(programme=row, account=account)
        .select_related("programme__organisation", "account")
        .first()
    )
    day = today_of(row, now_ms())
    begins = begins_on(row.dates(), enrolment.enrolled_on) if enrolment else None
    rows = Session.objects.filter(programme=row).select_related("programme").order_by("starts_ms", "pk")
    sessions = [meeting(one, account) for one in rows]
    coming = [one for one in sessions if not one.is_over and one.row.state == Session.PLANNED]
    return Card(
        row, words.title(row), list(words.goals(row)), enrolment, enrolment is None and day <= row.enrol_until,
        progress_of(enrolment) if enrolment else None, begins, begins is not None and begins <= day,
        words.stops(row.organisation, row.path, _done(enrolment, begins)), sessions,
        next((one for one in coming if one.seat), None) or next(iter(coming), None), _team(row, account) if enrolment else [],
    )  # fmt: skip


def _done(enrolment: Enrolment | None, begins: dt.date | None) -> set[str]:
    if enrolment is None or begins is None:
        return set()
    rows = Attempt.objects.filter(
        account=enrolment.account, organisation=enrolment.organisation, why=Why.COUNTS,
        ended_ms__gte=since_ms(enrolment.programme, begins),
    )  # fmt: skip
    return set(rows.values_list("lesson", flat=True))


def _team(row: Programme, account: Account) -> list[str]:
    """Names of those of one's own teams who want it seen that they take part; nothing of what they did."""
    mine = Person.objects.filter(organisation=row.organisation, account=account).values("teams")
    shared = Enrolment.objects.filter(programme=row, is_shared=True).exclude(account=account).values("account")
    people = Person.objects.filter(organisation=row.organisation, teams__in=mine, account__in=shared).distinct()
    return list(people.order_by("name", "pk").values_list("name", flat=True))


def meeting(row: Session, account: Account | None) -> Shown:
    """For one person, or for nobody in particular."""
    taken, waiting = seated(row).count(), list(queue(row).values_list("account", flat=True))
    seat = Seat.objects.filter(session=row, account=account).first() if account else None
    state = "" if seat is None else "seated" if seat.seated_ms is not None else "waiting"
    place = waiting.index(account.pk) + 1 if account and account.pk in waiting else 0
    return Shown(
        row, words.meeting(row), words.about(row), moment_of(row, words.language()), str(words.WAYS.get(row.way, row.way)),
        max(0, row.capacity - taken), len(waiting), state, place, row.starts_ms <= now_ms(),
        seat.was_there if seat else None,
    )  # fmt: skip


def calendar_of(rows: Sequence[Session], account: Account, host: str, at_ms: int) -> bytes:
    """The address of a live session only for whoever has a seat."""
    found = []
    for row in rows:
        seat = Seat.objects.filter(session=row, account=account).first()
        is_sure = seat is not None and seat.seated_ms is not None
        about = "\n".join(part for part in (words.about(row), row.link if is_sure else "") if part)
        is_on = row.state == Session.PLANNED
        title = words.meeting(row)
        found.append(Meeting(row.uid, title, about, row.place, row.starts_ms, row.minutes, row.changed, is_on, is_sure))
    return calendar(_("Sessions of Rempart"), found, host, at_ms)


def today(account: Account, organisation: Organisation, at_ms: int) -> dict[str, Any]:
    """A culture week of any programme that is for this person goes before the week's tip."""
    for row in open_for(account, organisation):
        day = today_of(row, at_ms)
        if row.culture_from is None or not 0 <= (day - row.culture_from).days < 7:
            continue
        number = _working_days(row.culture_from, day)
        strip = strip_of(number)
        return {
            "programme": words.title(row), "number": number + 1, "tip": tip_of_day(number).told(words.language()),
            "strip": drawing(strip, words.language()), "strip_title": strip.title_in(words.language()),
        }  # fmt: skip
    day = dt.datetime.fromtimestamp(at_ms / 1_000, ZoneInfo("UTC")).date()
    return {"tip": tip_of_week(day).told(words.language())}


def _working_days(first: dt.date, day: dt.date) -> int:
    """How many working days lie before it, at most four: a weekend shows Friday's."""
    passed = sum((first + dt.timedelta(days=n)).weekday() < 5 for n in range((day - first).days + 1))
    return max(0, min(4, passed - 1))


def sample_letter(organisation: Organisation, held: Hallmark) -> Text:
    """An invitation as it will read, in the language of the page."""
    days = {"starts_on": dt.date(2026, 2, 2), "ends_on": dt.date(2026, 3, 20), "enrol_until": dt.date(2026, 1, 28)}
    return write(
        "invitation", words.language(), title=_("Security awareness programme"), phrase=held.phrase, address=held.address,
        organisation=organisation.name, hours="12", **{name: formats.day(day, words.language()) for name, day in days.items()},
    )  # fmt: skip


def group(told: dict[str, Any], name: str) -> dict[str, Any]:
    """A group of the figures as last told; what an older telling lacks is not known."""
    known = told.get("knowledge", {})
    shares = {str(one): None if known.get(str(one)) is None else known[str(one)] / 100 for one in Round}
    return {"name": name, "hours": None, **told, **shares}
