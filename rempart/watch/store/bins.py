"""Counts instead of rows: adding to the bin of an hour, folding hours into days, dropping what is too old."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, Sum

from rempart.terms.duration import DAY_S, HOUR_S
from rempart.watch.core import histogram
from rempart.watch.core.account import Span, Uptime
from rempart.watch.core.outcome import Outcome
from rempart.watch.store.models import Bin, Monitor

HOURS_KEPT_MS = 35 * DAY_S * 1_000  # the latency chart shows a month by hours
DAYS_KEPT_MS = 25 * 31 * DAY_S * 1_000  # two years and a month: this month against the same one last year
FOLD_MAX = 200  # bins of one pass
TIMES = ("up_ms", "degraded_ms", "down_ms", "planned_ms", "unseen_ms")
COUNTS = ("ok", "poor", "bad", "cannot")
HOUR_MS, DAY_MS = HOUR_S * 1_000, DAY_S * 1_000


@dataclass(slots=True)
class Adding:
    """What one pass adds to one bin."""

    numbers: dict[str, int] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)

    def add(self, column: str, number: int) -> None:
        """One number more."""
        self.numbers[column] = self.numbers.get(column, 0) + number


class Sheaf:
    """All bins of one monitor that a pass touches; written once at the end."""

    def __init__(self, monitor: Monitor) -> None:
        self.monitor = monitor
        self._adding: dict[tuple[str, int], Adding] = {}

    def time(self, spans: Iterable[Span], sign: int = 1) -> None:
        """Time in a state; `sign` -1 takes back what turned out otherwise."""
        for span in spans:
            self._at("", span.hour_ms).add(span.column, sign * span.ms)

    def look(self, place: str, at_ms: int, outcome: Outcome, took_ms: int, *, is_measured: bool) -> None:
        """One look."""
        adding = self._at(place[:16], at_ms - at_ms % HOUR_MS)
        adding.add(outcome.value, 1)
        if is_measured and outcome in (Outcome.OK, Outcome.POOR):
            adding.steps = histogram.added(adding.steps, {histogram.step_of(took_ms): 1})

    def _at(self, place: str, hour_ms: int) -> Adding:
        return self._adding.setdefault((place, hour_ms), Adding())

    def write(self) -> None:
        """In the caller's transaction."""
        for (place, start), adding in self._adding.items():
            row, _ = Bin.objects.get_or_create(monitor=self.monitor, place=place, span=Bin.HOUR, start_ms=start)
            values: dict[str, object] = {name: F(name) + number for name, number in adding.numbers.items()}
            if adding.steps:
                values["steps"] = histogram.added(row.steps, adding.steps)
            Bin.objects.filter(pk=row.pk).update(**values)
        self._adding.clear()


def fold_hours(now_ms: int) -> bool:
    """Hours that nobody looks at one by one any more become part of their day; True when some did."""
    oldest = now_ms - HOURS_KEPT_MS
    with transaction.atomic():
        rows = list(Bin.objects.filter(span=Bin.HOUR, start_ms__lt=oldest).order_by("start_ms", "pk")[:FOLD_MAX])
        for row in rows:
            begin = row.start_ms - row.start_ms % DAY_MS
            day, _ = Bin.objects.get_or_create(monitor_id=row.monitor_id, place=row.place, span=Bin.DAY, start_ms=begin)
            values = {name: F(name) + getattr(row, name) for name in (*TIMES, *COUNTS)}
            Bin.objects.filter(pk=day.pk).update(**values, steps=histogram.added(day.steps, row.steps))
        Bin.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Bin.objects.filter(span=Bin.DAY, start_ms__lt=now_ms - DAYS_KEPT_MS).delete()
    return len(rows) == FOLD_MAX


def uptime(monitor: Monitor, begin_ms: int, end_ms: int) -> Uptime:
    """Of bins that begin within that time."""
    rows = Bin.objects.filter(monitor=monitor, place="", start_ms__gte=begin_ms, start_ms__lt=end_ms)
    found = rows.aggregate(**{name: Sum(name) for name in TIMES})
    return Uptime(**{name: max(0, found[name] or 0) for name in TIMES})


def uptimes(monitors: Iterable[Monitor], begin_ms: int, end_ms: int) -> dict[int, dict[int, Uptime]]:
    """Monitor (its key) -> day -> its uptime, in one question."""
    rows = Bin.objects.filter(monitor__in=[one.pk for one in monitors], place="").filter(
        start_ms__gte=begin_ms, start_ms__lt=end_ms
    )
    found: dict[int, dict[int, Uptime]] = {}
    for row in rows.values("monitor_id", "start_ms", *TIMES):
        day = row["start_ms"] - row["start_ms"] % DAY_MS
        days = found.setdefault(row["monitor_id"], {})
        known = days.get(day, Uptime())
        days[day] = Uptime(**{name: getattr(known, name) + max(0, row[name]) for name in TIMES})
    return found


def latencies(monitor: Monitor, begin_ms: int, end_ms: int, step_ms: int) -> list[tuple[int, dict[str, int]]]:
    """Histograms by stretches of `step_ms`, all places together, the oldest first."""
    rows = Bin.objects.filter(monitor=monitor, start_ms__gte=begin_ms, start_ms__lt=end_ms).exclude(place="")
    found: dict[int, dict[str, int]] = {}
    for start, steps in rows.values_list("start_ms", "steps"):
        at = start - start % step_ms
        found[at] = histogram.added(found.get(at, {}), steps)
    return sorted(found.items())
