"""Tell the record once a day how fast leavers lost their access: the evidence of JML-01 and JML-02."""

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Organisation
from rempart.events import lifecycle
from rempart.facts.leavers import Leavers
from rempart.lifecycle.core.change import Source
from rempart.lifecycle.store.leavers import leavers, measured
from rempart.lifecycle.store.models import Connection, House
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

SPAN_DAYS = 365
SOURCE = "lifecycle"
HAND = (Source.HAND.value, Source.TABLE.value)


def leavers_fact(organisation: Organisation) -> Leavers:
    """As it stands now."""
    since = now_ms() - SPAN_DAYS * DAY_S * 1_000
    times = measured(organisation, since)
    return Leavers(
        span_days=SPAN_DAYS,
        leavers=times.leavers,
        open=times.open,
        by_hand=leavers(organisation, since).filter(source__in=HAND).count(),
        systems=Connection.objects.filter(organisation=organisation, is_on=True).count(),
        median_ms=times.outer_median_ms,
        worst_ms=times.outer_worst_ms,
    )


def tell_one() -> bool:
    """One organisation that somebody has left and whose last measure is a day old; True when there was one."""
    moment = now_ms()
    for organisation in open_ones().filter(transition__kind="leave", transition__stage="applied").distinct():
        house, _ = House.objects.get_or_create(organisation=organisation)
        due = House.objects.filter(pk=house.pk, told_at_ms=house.told_at_ms, told_at_ms__lte=moment - DAY_S * 1_000)
        if house.told_at_ms <= moment - DAY_S * 1_000 and due.update(told_at_ms=moment) == 1:
            tell_leavers(organisation)
            return True
    return False


def tell_leavers(organisation: Organisation) -> None:
    """Measured by our own rows, about everything that we can end: this console and connected systems."""
    subject = Subject("organisation", organisation.uid)
    fact, moment = leavers_fact(organisation), now_ms()
    with system_action(organisation) as record:
        tell_fact(record, lifecycle.FACT_RECORDED, subject, fact, at_ms=moment, source=SOURCE)
