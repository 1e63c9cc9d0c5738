"""Requests of a site are counted from its access log, bin by bin, and an unusual peak is told once."""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.db.models import F, QuerySet

from rempart.directory.actions.action import Record, now_ms, one_at_a_time, system_action
from rempart.directory.store.models import Site
from rempart.events import watch as events
from rempart.terms.scope import Subject
from rempart.watch.core.rhythm import BIN_MS, CALM_BINS, WEEK_MS, WEEKS_KEPT, Look, bin_of, judge, same_hours
from rempart.watch.net.access_log import Cursor, NoLog, end_of, read_on
from rempart.watch.store.models import Incident, Rush, Tap

READ_EVERY_MS = 20_000
GRACE_MS = 15_000  # a request is written down when it ends; what comes later still counts, and is not judged again
OLDEST_MS = 2 * 3_600_000  # a line of before that is somebody's mistake, or a log that was put back
TAPS_MAX = 50  # logs read in one pass
BINS_MAX = 60  # judged in one pass
WHERE_MAX = 200
LOG = "log"


def count_due() -> bool:
    """Every site whose log waits, one piece each; True when one of them has more."""
    rows = Tap.objects.filter(by=LOG, read_ms__lte=now_ms() - READ_EVERY_MS, site__organisation__closure=None)
    due = list(rows.select_related("site__organisation").order_by("read_ms", "pk")[:TAPS_MAX])
    more = False
    for row in due:
        more |= count_one(row, now_ms())
    return more


def count_one(row: Tap, now: int) -> bool:
    """Read on, outside of any transaction; then counts and cursor move together. True when more waits."""
    try:
        read = read_on(Path(row.path), Cursor(row.inode, row.offset))
    except NoLog:
        Tap.objects.filter(pk=row.pk).update(trouble="unreadable")
        return False
    with transaction.atomic():
        one_at_a_time(row.site.organisation)
        mine = Tap.objects.filter(pk=row.pk, inode=row.inode, offset=row.offset)
        if mine.update(inode=read.cursor.inode, offset=read.cursor.offset, trouble="") != 1:
            return True  # another worker was first
        keep_counts(row, read.counts, now)
        if not read.more:
            Tap.objects.filter(pk=row.pk).update(read_ms=now)
    if not read.more:
        judge_bins(Tap.objects.select_related("site__organisation").get(pk=row.pk), now)
    return read.more


def keep_counts(row: Tap, counts: Mapping[int, int], now: int) -> None:
    """Requests by the moment at which their bin begins. Only what can be: not from before we began, not from the future."""
    least = max(row.since_ms, row.judged_ms - OLDEST_MS)
    for start, count in sorted(counts.items()):
        if bin_of(least) <= start <= now:
            bin_, is_new = Rush.objects.get_or_create(tap=row, start_ms=start, defaults={"count": count})
            if not is_new:
                Rush.objects.filter(pk=bin_.pk).update(count=F("count") + count)


def judge_bins(row: Tap, now: int) -> None:
    """Whole bins that were not judged yet, in order; an empty one is a bin with nothing in it."""
    start = max(row.judged_ms + BIN_MS, bin_of(row.since_ms) + BIN_MS)  # the first one was not whole
    for _ in range(BINS_MAX):
        if start + BIN_MS + GRACE_MS > now:
            return
        with transaction.atomic():
            one_at_a_time(row.site.organisation)
            _judge(row, start)
        start += BIN_MS


def _judge(row: Tap, start: int) -> None:
    bin_, _ = Rush.objects.get_or_create(tap=row, start_ms=start)
    before = usual_bins(row, start)
    found = judge(bin_.count, list(before.values_list("count", flat=True)))
    is_peak = found.look is Look.PEAK
    Rush.objects.filter(pk=bin_.pk).update(is_peak=is_peak or row.peak_ms is not None)
    row.judged_ms, row.last, row.usual, row.limit = start, bin_.count, found.usual, found.limit
    row.calm = 0 if is_peak or not found.is_calm(bin_.count) else row.calm + 1
    if is_peak and row.peak_ms is None:
        row.peak_ms = start
        with system_action(row.site.organisation) as record:
            _begin(record, row)
    elif row.peak_ms is not None and row.calm >= CALM_BINS:
        with system_action(row.site.organisation) as record:
            _end(record, row, start + BIN_MS)
    row.save(update_fields=["judged_ms", "last", "usual", "limit", "calm", "peak_ms", "told_ms"])
    if start % (12 * BIN_MS) == 0:
        Rush.objects.filter(tap=row, start_ms__lt=start - WEEKS_KEPT * WEEK_MS - 12 * BIN_MS).delete()


def usual_bins(row: Tap, start: int) -> QuerySet[Rush]:
    """The same hour of the weeks before, without peaks."""
    found = Rush.objects.none()
    rows = Rush.objects.filter(tap=row, is_peak=False)
    for begin, end in same_hours(start):
        found = found | rows.filter(start_ms__gte=begin, start_ms__lt=end)
    return found


def _begin(record: Record, row: Tap) -> None:
    now = now_ms()
    began = row.peak_ms or now
    Incident.objects.create(
        organisation=row.organisation, what=Incident.PEAK, began_ms=began, confirmed_ms=now, detail=row.uid,
        note=f"{row.last} / {round(row.usual or 0)}",
    )  # fmt: skip
    row.told_ms = 0  # the record hears of it at once
    body = {
        "where": row.site.address[:WHERE_MAX],
        "count": row.last,
        "usual": round(row.usual or 0),
        "site": row.site.uid,
    }
    record.event(events.PEAK_BEGUN, Subject("tap", row.uid), body, at_ms=now)


def _end(record: Record, row: Tap, at_ms: int) -> None:
    minutes = max(0, at_ms - (row.peak_ms or at_ms)) // 60_000
    peaks_of(row).filter(ended_ms=None).update(ended_ms=now_ms())
    row.peak_ms, row.calm, row.told_ms = None, 0, 0
    record.event(
        events.PEAK_ENDED, Subject("tap", row.uid), {"where": row.site.address[:WHERE_MAX], "minutes": minutes}
    )


def peaks_of(row: Tap) -> QuerySet[Incident]:
    """Of that site, the newest last."""
    return Incident.objects.filter(organisation=row.organisation, what=Incident.PEAK, detail=row.uid).order_by("pk")


def set_tap(site: Site, path: Path, *, from_start: bool = False) -> Tap:
    """By whoever holds the shell: a path of this machine is never a tenant's to name. `from_start` learns from what the
    log holds already; nothing of the past is told. Raises NoLog."""
    now = now_ms()
    counts, cursor = _whole(path) if from_start else ({}, end_of(path))
    oldest = bin_of(now) - WEEKS_KEPT * WEEK_MS
    past = {start: count for start, count in counts.items() if oldest <= start <= now}
    since = min(past, default=now)
    with system_action(site.organisation) as record:
        for old in Tap.objects.filter(site=site).select_related("site"):
            _forget(record, old)
        row = Tap.objects.create(
            organisation=site.organisation, site=site, path=str(path), inode=cursor.inode, offset=cursor.offset,
            since_ms=since, read_ms=now, judged_ms=bin_of(now) - BIN_MS,
        )  # fmt: skip
        starts = range(bin_of(since), bin_of(now) + BIN_MS, BIN_MS) if past else ()
        Rush.objects.bulk_create(Rush(tap=row, start_ms=start, count=past.get(start, 0)) for start in starts)
        record.event(events.TAP_SET, Subject("tap", row.uid), {"where": site.address[:WHERE_MAX]})
    return row


def _whole(path: Path) -> tuple[dict[int, int], Cursor]:
    """All of one file, piece by piece."""
    counts: dict[int, int] = {}
    read = read_on(path, Cursor())
    while True:
        for start, count in read.counts.items():
            counts[start] = counts.get(start, 0) + count
        if not read.more:
            return counts, read.cursor
        read = read_on(path, read.cursor)


def end_tap(row: Tap) -> None:
    """What was counted goes."""
    with system_action(row.site.organisation) as record:
        _forget(record, row)


def _forget(record: Record, row: Tap) -> None:
    peaks_of(row).filter(ended_ms=None).update(ended_ms=now_ms())
    record.event(events.TAP_ENDED, Subject("tap", row.uid), {"where": row.site.address[:WHERE_MAX]})
    Tap.objects.filter(pk=row.pk).delete()
