"""What the status page shows, to strangers too: titles, states, days and incidents; no host, no person, no cost."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.design import formats
from rempart.directory.actions.action import now_ms
from rempart.watch.store import bins
from rempart.watch.store.models import Incident, Monitor, StatusPage
from rempart.watch.web.present import DAY_MS, DAYS, MILLION, Days, Told, days, incidents, language, percent
from rempart.watch.web.words import state_word

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Service:
    """One line of the page."""

    row: Monitor
    word: str
    kind: str
    days: Days


def status_of(page: StatusPage) -> dict[str, Any]:
    """Everything that the template needs."""
    rows = list(
        Monitor.objects.filter(organisation=page.organisation, is_on=True, is_shown=True).order_by("title", "pk")
    )
    today = now_ms() - now_ms() % DAY_MS
    found = bins.uptimes(rows, today - (DAYS - 1) * DAY_MS, today + DAY_MS)
    services = [
        Service(row, *state_word(row.state), days(row, found.get(row.pk, {}), percent(row.promise_ppm / MILLION)))
        for row in rows
    ]
    told = Incident.objects.filter(monitor__in=[row.pk for row in rows], is_quiet=False).select_related("monitor")
    past = told.filter(ended_ms__isnull=False).order_by("-began_ms", "-pk")[:SHOWN]
    now_open: list[Told] = incidents(told.filter(ended_ms__isnull=True).order_by("-began_ms", "-pk"), with_cost=False)
    alarm = Incident.objects.filter(organisation=page.organisation, what=Incident.TEST, taken_ms__isnull=False)
    last = alarm.order_by("-began_ms").first()
    return {
        "page": page, "services": services, "headline": headline(rows), "open": now_open,
        "past": incidents(past, with_cost=False), "at_ms": now_ms(), "alarm": last,
        "every": formats.duration(min((row.every_s for row in rows), default=0), language()),
        "heard": formats.duration((last.taken_ms - last.began_ms) / 1_000, language()) if last and last.taken_ms else "",
    }  # fmt: skip


def headline(rows: list[Monitor]) -> str:
    """One sentence for everything."""
    down = [row.title for row in rows if row.state == "down"]
    if not rows:
        return _("Nothing is shown yet")
    if len(down) == 1:
        return _("%(title)s is down, the rest answers") % {"title": down[0]} if len(rows) > 1 else _("It is down")
    if down:
        return ngettext("%(n)s service is down", "%(n)s services are down", len(down)) % {"n": len(down)}
    if any(row.state == "degraded" for row in rows):
        return _("Not everything is as it should be")
    if any(row.state in ("unknown", "paused") for row in rows):
        return _("Not everything is being measured just now")
    return _("Everything answers")
