"""Tell the record, every few hours and after each peak, whether unusual traffic is seen and told: UP-02."""

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.events import watch as events
from rempart.facts.traffic_peaks import TrafficPeaks
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject
from rempart.watch.actions.count_requests import peaks_of
from rempart.watch.store.models import Tap

EVERY_MS = 6 * HOUR_S * 1_000
SPAN_DAYS = 90
WAITS_MS = HOUR_S * 1_000
DAY_MS = DAY_S * 1_000


def tell_peaks() -> bool:
    """One site whose last word is some hours old; True when there was one."""
    now = now_ms()
    rows = Tap.objects.filter(told_ms__lte=now - EVERY_MS, site__organisation__closure=None)
    row = rows.select_related("site__organisation").order_by("told_ms", "pk").first()
    if row is None:
        return False
    if Tap.objects.filter(pk=row.pk, told_ms=row.told_ms).update(told_ms=now) == 1:
        tell_tap(row)
    return True


def tell_tap(row: Tap) -> None:
    """A peak that was told and heard was exercised; counting alone is observed."""
    now, subject = now_ms(), Subject("site", row.site.uid)
    fact = measure(row, now)
    evidence = EvidenceClass.EXERCISED if fact.heard else EvidenceClass.OBSERVED
    vantage = Vantage.LAB if row.site.is_private else Vantage.SAME_HOST
    with system_action(row.organisation) as record:
        tell_fact(
            record, events.FACT_RECORDED, subject, fact, at_ms=now, source="watch", evidence=evidence, vantage=vantage
        )  # fmt: skip


def measure(row: Tap, now: int) -> TrafficPeaks:
    """As it stands now."""
    told = list(peaks_of(row).filter(began_ms__gte=now - SPAN_DAYS * DAY_MS))
    heard = [one for one in told if one.taken_ms is not None or one.ended_ms is not None]
    return TrafficPeaks(
        span_days=SPAN_DAYS,
        days=max(0, now - row.since_ms) // DAY_MS,
        is_learnt=row.usual is not None,
        read_s=max(0, now - row.read_ms) // 1_000 if row.read_ms and not row.trouble else None,
        peaks=len(told),
        heard=len(heard),
        waiting=sum(one not in heard and now - one.confirmed_ms < WAITS_MS for one in told),
        slowest_told_s=max((max(0, one.confirmed_ms - one.began_ms) // 1_000 for one in told), default=None),
    )
