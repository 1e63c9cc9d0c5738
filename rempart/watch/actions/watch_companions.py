"""Monitors of companions: how one stands is read from the record, and becomes a look at its monitor's own pace."""

from django.db import transaction

from rempart.directory.store.models import Organisation, Site
from rempart.events import companion as events
from rempart.ledger.entry import Recorded
from rempart.terms.duration import HOUR_S
from rempart.watch.actions.take_looks import take_looks
from rempart.watch.core.kind import Kind
from rempart.watch.core.outcome import Look, Outcome
from rempart.watch.store.models import Inside, Monitor

KIND = "companion"
PLACE = "record"  # the vantage point: nobody of ours looks
STATES = {
    events.SITE_ENROLLED.name: "answers",
    events.SITE_REPLACED.name: "answers",
    events.SITE_ANSWERED.name: "answers",
    events.FACT_RECORDED.name: "answers",
    events.SITE_SILENT.name: "silent",
    events.SITE_LIED.name: "lied",
    events.SITE_LEFT.name: "left",
}
FRESH_MS = 7 * HOUR_S * 1_000  # whoever answers tells facts at least every six hours
LOOKS = {
    "answers": (Outcome.OK, ""),
    "silent": (Outcome.BAD, "companion_silent"),
    "lied": (Outcome.BAD, "companion_lied"),
    "left": (Outcome.CANNOT, "companion_left"),
}


def hear_companion(organisation: Organisation, recorded: Recorded) -> None:
    """Part of a reader's transaction. Facts are a sign of life, but end neither silence nor a lie."""
    entry = recorded.entry
    site = Site.objects.filter(organisation=organisation, uid=entry.subject.id).first()
    if site is None:
        return
    state = STATES[entry.kind]
    row, is_new = Inside.objects.get_or_create(site=site, defaults={"state": state, "said_ms": entry.at_ms})
    if not is_new:
        is_sign = entry.kind == events.FACT_RECORDED.name
        Inside.objects.filter(pk=row.pk).update(
            state=row.state if is_sign else state, said_ms=max(row.said_ms, entry.at_ms)
        )


def look_at_companions(now_ms: int, kind: Kind) -> None:
    """Each at its own pace. A site of which the record says nothing, or nothing lately, is not known."""
    rows = Monitor.objects.filter(
        is_on=True, is_paused=False, kind=KIND, site__isnull=False, organisation__closure=None
    )
    said = {row.site_id: row for row in Inside.objects.filter(site__in=rows.values("site"))}
    for row in rows.select_related("organisation").order_by("organisation_id", "pk"):
        if row.looked_ms > now_ms - row.every_s * 1_000:
            continue
        with transaction.atomic():
            take_looks(row, kind, [_look(said.get(row.site_id or 0), now_ms)])


def _look(said: Inside | None, now_ms: int) -> Look:
    if said is None:
        return Look(PLACE, now_ms, Outcome.CANNOT, reason="companion_left")
    if said.state == "answers" and said.said_ms < now_ms - FRESH_MS:
        return Look(PLACE, now_ms, Outcome.CANNOT, reason="unexpected")
    outcome, reason = LOOKS[said.state]
    return Look(PLACE, now_ms, outcome, reason=reason)
