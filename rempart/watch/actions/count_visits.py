"""Requests that somebody else counts, as the companion inside a site: read, kept by bins, judged as those of a log."""

from collections import Counter

from django.db import transaction

from rempart.channel.visits import Counted, Visits
from rempart.directory.actions.action import now_ms, one_at_a_time, system_action
from rempart.directory.store.models import Site
from rempart.events import watch as events
from rempart.registry.discover import across_areas
from rempart.terms.scope import Subject
from rempart.watch.actions.count_requests import GRACE_MS, LOG, WHERE_MAX, judge_bins, keep_counts
from rempart.watch.core.rhythm import BIN_MS, bin_of
from rempart.watch.store.models import Rush, Tap

SILENT_MS = 900_000  # a companion is asked every minute; what it does not tell for so long is not counted
SITES_MAX = 200  # begun in one pass


def count_visits() -> bool:
    """Every site that tells; True when one has more to judge."""
    more = False
    for unit in across_areas("rempart", "visits", Visits).values():
        told = unit.sites()
        _begin(unit, told)
        rows = Tap.objects.filter(by=unit.id, site__organisation__closure=None)
        for row in rows.select_related("site__organisation").order_by("pk"):
            found = unit.since(row.site.uid, row.offset) if row.site.uid in told else None
            more |= _take(row, found) if found is not None else _silent(row)
    return more


def _begin(unit: Visits, told: frozenset[str]) -> None:
    """A site of which nobody counts anything yet; a log that somebody named comes first."""
    fresh = Site.objects.filter(uid__in=told, tap=None, organisation__closure=None)
    for site in fresh.select_related("organisation").order_by("pk")[:SITES_MAX]:
        found = unit.since(site.uid, 0)
        if found is None:
            continue
        with transaction.atomic():
            one_at_a_time(site.organisation)
            if not Tap.objects.filter(site=site).exists():  # another worker was first
                _begin_one(unit.id, site, found.from_ms)


def _begin_one(by: str, site: Site, from_ms: int) -> None:
    with system_action(site.organisation) as record:
        row = Tap.objects.create(
            organisation=site.organisation, site=site, by=by, offset=from_ms, since_ms=from_ms, read_ms=now_ms(),
            judged_ms=bin_of(from_ms),
        )  # fmt: skip
        record.event(events.TAP_BEGUN, Subject("tap", row.uid), {"where": site.address[:WHERE_MAX]})


def _take(row: Tap, found: Counted) -> bool:
    """Counts and cursor move together."""
    now = now_ms()
    until = min(found.until_ms, now)
    bins = Counter[int]()
    for start, hits in found.minutes.items():
        bins[bin_of(start)] += hits
    with transaction.atomic():
        one_at_a_time(row.site.organisation)
        mine = Tap.objects.filter(pk=row.pk, by=row.by, offset=row.offset)
        if mine.update(offset=until, read_ms=until, trouble="") != 1:
            return True  # another worker was first
        if found.from_ms > row.offset:
            whole = _leave_out(row, found.from_ms)
            bins = Counter({start: count for start, count in bins.items() if start >= whole})
        keep_counts(row, bins, now)
    fresh = Tap.objects.select_related("site__organisation").get(pk=row.pk)
    judge_bins(fresh, until + GRACE_MS)
    fresh.refresh_from_db(fields=["judged_ms"])
    return fresh.judged_ms + 2 * BIN_MS <= until


def _leave_out(row: Tap, from_ms: int) -> int:
    """What was lost is no quiet hour: bins that are not whole are neither judged nor remembered. The first whole one."""
    whole = bin_of(from_ms + BIN_MS - 1)
    Rush.objects.filter(tap=row, start_ms__gt=row.judged_ms, start_ms__lt=whole).delete()
    Tap.objects.filter(pk=row.pk, judged_ms__lt=whole - BIN_MS).update(judged_ms=whole - BIN_MS)
    return whole


def _silent(row: Tap) -> bool:
    if row.by != LOG and not row.trouble and row.read_ms < now_ms() - SILENT_MS:
        Tap.objects.filter(pk=row.pk, read_ms=row.read_ms).update(trouble="silent")
    return False
