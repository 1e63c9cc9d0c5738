"""Tell the record, when it changed and every few hours, how soon known flaws of a site are told and heard: INV-04."""

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.models import Site
from rempart.events import inventory as events
from rempart.facts.vulnerability_told import VulnerabilityTold
from rempart.inventory.core.formats import DATABASES
from rempart.inventory.store.models import Exposure, Feed, Survey
from rempart.inventory.store.parts import components, is_whole
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity

EVERY_MS = 6 * HOUR_S * 1_000
SPAN_DAYS = 90
SPAN_MS = SPAN_DAYS * DAY_S * 1_000
WAITS_MS = DAY_S * 1_000  # told that lately may still be heard
SOURCE = "inventory"


def tell_one() -> bool:
    """One site whose last word is some hours old, or about which something happened; True when there was one."""
    moment = now_ms()
    rows = Survey.objects.filter(due=False, told_ms__lte=moment - EVERY_MS, site__organisation__closure=None)
    survey = rows.select_related("site__organisation").order_by("told_ms", "pk").first()
    if survey is None:
        return False
    if Survey.objects.filter(pk=survey.pk, told_ms=survey.told_ms).update(told_ms=moment) == 1:
        tell_site(survey.site)
    return True


def tell_site(site: Site) -> None:
    """What was told and heard was exercised; a watch alone is observed."""
    moment, subject = now_ms(), Subject("site", site.uid)
    fact = measure(site, moment)
    evidence = EvidenceClass.EXERCISED if fact.heard else EvidenceClass.OBSERVED
    vantage = Vantage.LAB if site.is_private else Vantage.SAME_HOST
    with system_action(site.organisation) as record:
        tell_fact(
            record, events.FACT_RECORDED, subject, fact, at_ms=moment, source=SOURCE, evidence=evidence, vantage=vantage
        )  # fmt: skip


def measure(site: Site, now: int) -> VulnerabilityTold:
    """As it stands now. Flaws that may wait for the digest are not counted as told: nobody has to act on them today."""
    survey = Survey.objects.filter(site=site).first()
    feeds = Feed.objects.filter(read_ms__isnull=False)
    delivered = [at for at, form in feeds.values_list("fresh_ms", "format") if form in DATABASES]
    rows = [row for row in _loud(site) if row.found_ms >= now - SPAN_MS and row.told_ms is not None]
    heard = [at - row.found_ms for row in rows if (at := heard_ms(row)) is not None]
    return VulnerabilityTold(
        span_days=SPAN_DAYS,
        is_whole=is_whole(survey, now),
        components=len(components(site, now)),
        unsure=len(survey.unsure) if survey else 0,
        feeds=len(delivered) + feeds.exclude(format__in=DATABASES).count(),
        lists=feeds.exclude(format__in=DATABASES).count(),
        feed_age_s=max(0, now - max(delivered)) // 1_000 if delivered else None,
        open=Exposure.objects.filter(site=site, ended_ms=None).count(),
        told=len(rows),
        heard=len(heard),
        waiting=sum(heard_ms(row) is None and now - row.found_ms < WAITS_MS for row in rows),
        slowest_told_s=max((max(0, (row.told_ms or now) - row.began_ms) // 1_000 for row in rows), default=None),
        slowest_heard_s=max((max(0, one) // 1_000 for one in heard), default=None),
    )


def heard_ms(row: Exposure) -> int | None:
    """Taken in hand, or mended without a word."""
    return min((at for at in (row.taken_ms, row.ended_ms) if at is not None), default=None)


def _loud(site: Site) -> list[Exposure]:
    return list(Exposure.objects.filter(site=site, severity__gte=int(Severity.WARNING)).order_by("pk"))
