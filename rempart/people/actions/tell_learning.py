"""Tell the record once a day how much was learnt, planned and tested: the evidence of AWR-01, AWR-13, AWR-19 and AWR-21.

Counts only, nobody is named."""

from statistics import median

from django.db.models import Q

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Organisation
from rempart.events import people as events
from rempart.facts.learning import Learning
from rempart.facts.own_plans import OwnPlans
from rempart.people.actions.once_a_day import EVERY_MS, tell_next
from rempart.people.core.exam import Round
from rempart.people.store.hours import minutes_of, staff
from rempart.people.store.models import KEPT_DAYS
from rempart.people.store.plan import Exam, SelfCheck
from rempart.terms.scope import Subject

SOURCE = "people"


def learning_of(organisation: Organisation, year_minutes: int) -> Learning:
    """As it stands now."""
    known = minutes_of(organisation, now_ms())
    each = [known.get(account, 0) if account is not None else 0 for account in staff(organisation)]
    return Learning(
        span_days=KEPT_DAYS, people=len(each), with_one=sum(one > 0 for one in each),
        reached=sum(one >= year_minutes for one in each), year_minutes=year_minutes,
        median_minutes=int(median(each)) if each else None,
    )  # fmt: skip


def plans_of(organisation: Organisation) -> OwnPlans:
    """As it stands now, over the same people."""
    since = now_ms() - KEPT_DAYS * EVERY_MS
    here = staff(organisation)
    checks = SelfCheck.objects.filter(organisation=organisation, at_ms__gte=since)
    rounds = (Round.FINAL, Round.LATER)
    tests = Exam.objects.filter(organisation=organisation, ended_ms__gte=since, round__in=rounds, is_hurried=False)
    planned, tested = (set(rows.values_list("account", flat=True)) for rows in (checks, tests))
    return OwnPlans(
        span_days=KEPT_DAYS, people=len(here), planned=sum(one in planned for one in here),
        tested=sum(one in tested for one in here),
    )  # fmt: skip


def tell_one() -> bool:
    """One organisation where somebody has learnt; True when there was one."""
    begun = Q(attempt__ended_ms__isnull=False) | Q(selfcheck__isnull=False) | Q(exam__ended_ms__isnull=False)
    begun |= Q(packageattempt__ended_ms__isnull=False)
    return tell_next(
        open_ones().filter(begun), "told_ms", lambda school: tell_learning(school.organisation, school.year_minutes)
    )


def tell_learning(organisation: Organisation, year_minutes: int) -> None:
    """Observed by our own rows."""
    subject, moment = Subject("organisation", organisation.uid), now_ms()
    fact = learning_of(organisation, year_minutes)
    with system_action(organisation) as record:
        for one in (fact, plans_of(organisation)):
            tell_fact(record, events.FACT_RECORDED, subject, one, at_ms=moment, source=SOURCE)
