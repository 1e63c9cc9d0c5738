"""What the pages of the watch show: rows made plain, sentences, charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.design.drawing.time import DayBar, Latency, day_bars, latency_chart
from rempart.directory.actions.action import now_ms
from rempart.terms.duration import DAY_S
from rempart.terms.money import Money
from rempart.watch.core import histogram
from rempart.watch.core.account import HOUR_MS, Uptime, total
from rempart.watch.store import bins
from rempart.watch.store.models import Incident, Monitor
from rempart.watch.store.worth import cost_of
from rempart.watch.web.words import HOWS, reason_text, state_word

DAY_MS = DAY_S * 1_000
DAYS, MONTHS, CHART_DAYS = 90, 12, 30
STEP_MS = 6 * HOUR_MS
MILLION = 1_000_000


def language() -> str:
    """Of the page, short."""
    return formats.short_language(get_language())


def percent(share: float | None) -> str:
    """99.96 %: never rounded up to a hundred; a dash where nothing was measured."""
    if share is None:
        return "–"
    cut = int(share * 10_000 + 1e-6) / 100
    text = formats.number(cut, language())
    return f"{text}\u202f%" if language() == "fr" else f"{text}%"


@dataclass(frozen=True, slots=True)
class Line:
    """A monitor in a list."""

    row: Monitor
    word: str
    kind: str
    why: str
    took: str
    uptime: str


def lines(rows: Sequence[Monitor]) -> list[Line]:
    """With the uptime of the last 30 days, in one question."""
    now = now_ms()
    found = bins.uptimes(rows, now - CHART_DAYS * DAY_MS, now + DAY_MS)
    return [line(row, total(found.get(row.pk, {}).values())) for row in rows]


def line(row: Monitor, uptime: Uptime) -> Line:
    """One of them."""
    word, kind = state_word(row.state)
    is_bad = row.last_outcome not in ("", "ok")
    took = f"{formats.number(row.last_took_ms, language())}\u00a0ms" if row.last_took_ms else ""
    return Line(row, word, kind, reason_text(row.last_reason) if is_bad else "", took, percent(uptime.share))


@dataclass(frozen=True, slots=True)
class Month:
    """One month: what was kept of the promise."""

    name: str
    uptime: str
    promised: str
    is_kept: bool | None
    down: str
    unseen: str
    cost: Money | None


def months(row: Monitor, most: int = MONTHS) -> list[Month]:
    """The newest first, none before the monitor was made."""
    found, (year, month) = [], _month_of(now_ms())
    for _n in range(most):
        begin, end = _month(year, month)
        uptime = bins.uptime(row, begin, end)
        if uptime.measured_ms or uptime.unseen_ms or uptime.planned_ms:
            found.append(_shown(row, begin, uptime))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return found


def _shown(row: Monitor, begin: int, uptime: Uptime) -> Month:
    promise = row.promise_ppm / MILLION
    named = formats.month(begin, language())
    down = formats.duration(uptime.down_ms / 1_000, language()) if uptime.down_ms else ""
    unseen = formats.duration(uptime.unseen_ms / 1_000, language()) if uptime.unseen_ms > 60_000 else ""
    cost = cost_of(row.site, uptime.down_ms) if uptime.down_ms else None
    return Month(named, percent(uptime.share), percent(promise), uptime.keeps(promise), down, unseen, cost)


def _month_of(at_ms: int) -> tuple[int, int]:
    moment = datetime.fromtimestamp(at_ms / 1_000, UTC)
    return moment.year, moment.month


def _month(year: int, month: int) -> tuple[int, int]:
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(round(datetime(*one, 1, tzinfo=UTC).timestamp() * 1_000) for one in ((year, month), after))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Days:
    """A bar a day, and its sentence."""

    drawing: SafeString
    uptime: str
    sentence: str


def days(row: Monitor, found: dict[int, Uptime], promise: str = "") -> Days:
    """The last 90 days; what was not measured is told apart and never counted as an outage."""
    today = now_ms() - now_ms() % DAY_MS
    every = [found.get(today - n * DAY_MS, Uptime()) for n in reversed(range(DAYS))]
    bars = [DayBar(None if one.share is None else 1 - one.share) for one in every]
    down = [one for one in every if one.down_ms]
    said = (
        ngettext("%(n)s day with an outage, %(t)s in all", "%(n)s days with an outage, %(t)s in all", len(down))
        % {"n": len(down), "t": formats.duration(sum(one.down_ms for one in down) / 1_000, language())}
        if down
        else _("No outage was seen in these days")
    )
    share = percent(total(every).share)
    text = _("%(share)s; promised %(promise)s") % {"share": share, "promise": promise} if promise else share
    return Days(_drawn(day_bars(bars)), formats.spaced(text, language()), formats.spaced(said, language()))


def latency(row: Monitor) -> dict[str, Any] | None:
    """The chart of the last 30 days, and its figures; None when nothing was measured."""
    end = now_ms()
    begin = end - CHART_DAYS * DAY_MS
    found = dict(bins.latencies(row, begin, end, STEP_MS))
    whole: dict[str, int] = {}
    for counts in found.values():
        whole = histogram.added(whole, counts)
    if not whole:
        return None
    first = begin - begin % STEP_MS
    points = []
    for at in range(first, end, STEP_MS):
        middle, most = (histogram.percentile(found.get(at, {}), share) for share in (0.5, 0.95))
        points.append(
            None if middle is None or most is None else (max(0.0, (at - begin) / (end - begin)), middle, most)
        )
    figures = {name: histogram.percentile(whole, share) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    name = (
        _("Half of the answers within %(p50)s ms, 95 of 100 within %(p95)s ms, 99 of 100 within %(p99)s ms") % figures
    )
    marks = [(place, formats.day(round(begin + place * (end - begin)), language())) for place in (0.0, 0.5, 1.0)]
    return {"drawing": _drawn(latency_chart(Latency(points, marks, name))), "sentence": name}


@dataclass(frozen=True, slots=True)
class Told:
    """An incident, with the moments on its way."""

    row: Incident
    why: str
    how: str
    lasted: str
    confirmed_after: str
    taken_after: str
    cost: Money | None


def incidents(rows: Iterable[Incident], *, with_cost: bool = True) -> list[Told]:
    """As a list."""
    return [_told(row, with_cost) for row in rows]


def _told(row: Incident, with_cost: bool) -> Told:
    end = row.ended_ms or now_ms()
    lasted = formats.duration(max(0, end - row.began_ms) / 1_000, language())
    after = formats.duration(max(0, row.confirmed_ms - row.began_ms) / 1_000, language())
    taken = formats.duration(max(0, row.taken_ms - row.began_ms) / 1_000, language()) if row.taken_ms else ""
    site = row.monitor.site if with_cost and row.monitor is not None and row.what == Incident.OUTAGE else None
    how = str(HOWS.get(row.how, "")) if row.how else ""
    return Told(row, reason_text(row.reason), how, lasted, after, taken, cost_of(site, end - row.began_ms))


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - made by rempart.design.drawing, which escapes every word
