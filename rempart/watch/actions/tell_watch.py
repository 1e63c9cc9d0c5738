"""Tell the record, every few hours and after each alarm, how a site is watched and who heard: UP-01 and DET-02."""

import statistics
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Organisation, Site
from rempart.events import watch as events
from rempart.facts.fact import Fact
from rempart.facts.outage_alarm import OutageAlarm
from rempart.facts.told_in_time import ToldInTime
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject
from rempart.watch.actions.pass_time import PLACE_SILENT_MS
from rempart.watch.actions.ring_alarm import rota_of
from rempart.watch.store.models import Incident, Monitor, Probe, Rota, Tower

EVERY_MS = 6 * HOUR_S * 1_000
SPAN_DAYS = 90
WAITS_MS = HOUR_S * 1_000  # an alarm that young may still be heard
SOURCE = "watch"
ANSWERS = ("http", "tcp")  # kinds that tell whether a site answers


def tell_one() -> bool:
    """One organisation whose last word is some hours old; True when there was one."""
    moment = now_ms()
    watched = Monitor.objects.filter(is_on=True, site__isnull=False).values("organisation")
    for organisation in open_ones().filter(pk__in=watched):
        rota = rota_of(organisation)
        due = Rota.objects.filter(pk=rota.pk, told_at_ms=rota.told_at_ms)
        if rota.told_at_ms <= moment - EVERY_MS and due.update(told_at_ms=moment) == 1:
            tell_watch(organisation)
            return True
    return False


def tell_watch(organisation: Organisation) -> None:
    """About every site that is watched."""
    mine = Monitor.objects.filter(organisation=organisation, is_on=True)
    for site in Site.objects.filter(pk__in=mine.filter(site__isnull=False).values("site")).order_by("pk"):
        subject, moment = Subject("site", site.uid), now_ms()
        with system_action(organisation) as record:
            for fact, evidence in facts_of(site, moment):
                tell_fact(
                    record, events.FACT_RECORDED, subject, fact, at_ms=moment, source=SOURCE, evidence=evidence,
                    vantage=vantage_of(site, moment),
                )  # fmt: skip


def facts_of(site: Site, now: int) -> Sequence[tuple[Fact, EvidenceClass]]:
    """An alarm that rang and was heard was exercised; a watch alone is observed."""
    alarm, told = outage_alarm(site, now), told_in_time(site, now)
    was_heard = EvidenceClass.EXERCISED if alarm.heard_s is not None else EvidenceClass.OBSERVED
    return (alarm, was_heard), (told, EvidenceClass.EXERCISED if told.rung else EvidenceClass.OBSERVED)


def outage_alarm(site: Site, now: int) -> OutageAlarm:
    """As it stands now."""
    mine = Monitor.objects.filter(site=site, is_on=True, is_paused=False, kind__in=ANSWERS)
    rows = list(mine.values_list("every_s", "looked_ms"))
    looked = [(now - at) // 1_000 if at else None for _, at in rows]
    last = alarms_of(site).order_by("-began_ms", "-pk").first()
    places = live_places(site, now)
    return OutageAlarm(
        monitors=len(rows),
        every_s=max((every for every, _ in rows), default=0),
        looked_s=None if None in looked or not looked else max(0, *(age for age in looked if age is not None)),
        places=len(places),
        outside=sum(place is Vantage.EXTERNAL for place in places),
        rung_s=None if last is None else max(0, now - last.began_ms) // 1_000,
        heard_s=None if last is None or last.taken_ms is None else max(0, last.taken_ms - last.began_ms) // 1_000,
    )


def told_in_time(site: Site, now: int) -> ToldInTime:
    """Of the last three months."""
    rows = alarms_of(site).filter(began_ms__gte=now - SPAN_DAYS * DAY_S * 1_000)
    after = [
        (row.began_ms, None if row.taken_ms is None else max(0, row.taken_ms - row.began_ms) // 1_000) for row in rows
    ]
    heard = [seconds for _, seconds in after if seconds is not None]
    return ToldInTime(
        span_days=SPAN_DAYS,
        rung=len(after),
        heard=len(heard),
        waiting=sum(seconds is None and now - began < WAITS_MS for began, seconds in after),
        slowest_s=max(heard, default=None),
        median_s=round(statistics.median(heard)) if heard else None,
    )


def alarms_of(site: Site) -> QuerySet[Incident]:
    """Test alarms of the organisation, and outages of this site that were shouted."""
    test = Q(what=Incident.TEST)
    outage = Q(what=Incident.OUTAGE, is_quiet=False, monitor__site=site)
    return Incident.objects.filter(test | outage, organisation=site.organisation)


def live_places(site: Site, now: int) -> list[Vantage]:
    """Who spoke just now: the prober beside the console, and enrolled probes of the organisation."""
    fresh = now - PLACE_SILENT_MS
    own = [Vantage.SAME_HOST] if Tower.objects.filter(beat_ms__gte=fresh).exists() else []
    rows = Probe.objects.filter(organisation=site.organisation, is_on=True, seen_ms__gte=fresh).exclude(key="")
    return [*own, *(Vantage(one) for one in rows.values_list("vantage", flat=True))]


def vantage_of(site: Site, now: int) -> Vantage:
    """The best place that looks. A site on a private address is a lab, wherever a probe says that it stands."""
    places = live_places(site, now)
    if site.is_private:
        return Vantage.LAB
    order = (Vantage.EXTERNAL, Vantage.SAME_NETWORK)
    return next((one for one in order if one in places), Vantage.SAME_HOST)
