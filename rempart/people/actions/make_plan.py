"""The self-assessment answered, and the plan that follows from it (AWR-21, AWR-22). Nothing of it is told to anybody."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from rempart.directory.actions.action import now_ms, own_action
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.core.attempt import Why
from rempart.people.core.plan import Origin, plan
from rempart.people.core.self_check import questions, risks
from rempart.people.store.library import lessons_of
from rempart.people.store.models import Attempt
from rempart.people.store.plan import PlanItem, SelfCheck
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

RESTS_MS = 180 * DAY_S * 1_000  # what was done stays done for half a year
FIRST = 2  # lessons of a plan where no answer points anywhere


def make_plan(account: Account, organisation: Organisation, answers: Mapping[str, str]) -> None:
    """Raises ValueError for an answer that no question offers, or one that is missing."""
    asked = questions()
    if {one.id for one in asked} != set(answers) or any(one.option(answers[one.id]) is None for one in asked):
        raise ValueError("answers")
    with own_action(account, organisation) as record:
        moment = now_ms()
        SelfCheck.objects.update_or_create(
            account=account, organisation=organisation, defaults={"answers": dict(answers), "at_ms": moment}
        )
        shelf = lessons_of(organisation)
        topics = [one.lesson for one in risks(asked, answers) if one.lesson in shelf]
        lay_out(account, organisation, topics or _first(account, organisation), Origin.SELF, moment)
        record.event(events.PLAN_MADE, Subject("plan", account.uid), {})


def lay_out(
    account: Account, organisation: Organisation, topics: Sequence[str], origin: Origin, moment_ms: int
) -> None:
    """Items of these topics; part of an action. What is open from the same origin goes, what was done lately stays."""
    mine = PlanItem.objects.filter(account=account, organisation=organisation)
    mine.filter(origin=origin, done_ms=None).delete()
    taken = () if origin == Origin.TEST else counted(account, organisation)
    for item in plan(topics, taken, day_of(moment_ms)):
        row = mine.filter(kind=item.kind, lesson=item.lesson).first()
        is_fresh = row is not None and row.done_ms is not None and moment_ms - row.done_ms < RESTS_MS
        if row is not None and (row.done_ms is None or (is_fresh and origin == Origin.SELF)):
            continue  # the other origin asks for it already, or it was done
        PlanItem.objects.update_or_create(
            account=account, organisation=organisation, kind=item.kind, lesson=item.lesson,
            defaults={"origin": origin, "due": item.due, "made_ms": moment_ms, "done_ms": None},
        )  # fmt: skip


def tick_item(item: PlanItem, *, is_done: bool) -> None:
    """Done, or not yet after all; twice is once."""
    with own_action(item.account, item.organisation) as record:
        PlanItem.objects.filter(pk=item.pk).update(done_ms=now_ms() if is_done else None)
        record.event(events.PLAN_TICKED, Subject("plan", item.account.uid), {})


def counted(account: Account, organisation: Organisation) -> set[str]:
    """Lessons that count for this person."""
    rows = Attempt.objects.filter(account=account, organisation=organisation, why=Why.COUNTS)
    return set(rows.values_list("lesson", flat=True))


def day_of(moment_ms: int) -> date:
    """The day, in UTC."""
    return datetime.fromtimestamp(moment_ms / 1_000, UTC).date()


def _first(account: Account, organisation: Organisation) -> list[str]:
    """The first lessons that were not taken."""
    taken = counted(account, organisation)
    return [one for one in lessons_of(organisation) if one not in taken][:FIRST]
