"""Tell the record which drills were held: at the end of each, and once a day while one of the last year is there."""

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Organisation
from rempart.events import people as events
from rempart.facts.exercises import Exercises
from rempart.people.actions.once_a_day import EVERY_MS, tell_next
from rempart.people.store.exercise import Held
from rempart.people.store.models import KEPT_DAYS
from rempart.terms.scope import Subject

SOURCE = "people"
TABLE_TOP, HOST = "table_top", "host"  # the drill and the role in it that the incident control asks for
LEAST_MARKS = 2  # a clock that ran beside an empty room marks nothing


def exercises_of(organisation: Organisation) -> Exercises:
    """As it stands now."""
    moment = now_ms()
    since = moment - KEPT_DAYS * EVERY_MS
    ended = Held.objects.filter(organisation=organisation, ended_ms__gt=since, is_broken_off=False)
    rows = [row for row in ended.order_by("-ended_ms") if len(row.marks) >= LEAST_MARKS]
    top = next((row for row in rows if row.exercise == TABLE_TOP and HOST in row.roles), None)
    return Exercises(
        span_days=KEPT_DAYS, kinds=tuple(sorted({row.exercise for row in rows})), held=len(rows),
        people=sum(row.people for row in rows),
        table_top_days=None if top is None else int((moment - (top.ended_ms or moment)) // EVERY_MS),
        table_top_better=0 if top is None else len(top.actions),
    )  # fmt: skip


def tell_one() -> bool:
    """One organisation that held a drill in the last year; True when there was one."""
    held = open_ones().filter(held__ended_ms__gt=now_ms() - KEPT_DAYS * EVERY_MS)
    return tell_next(held, "exercises_told_ms", lambda school: tell_exercises(school.organisation))


def tell_exercises(organisation: Organisation) -> None:
    """Observed by our own rows."""
    with system_action(organisation) as record:
        subject, fact = Subject("organisation", organisation.uid), exercises_of(organisation)
        tell_fact(record, events.FACT_RECORDED, subject, fact, at_ms=now_ms(), source=SOURCE)
