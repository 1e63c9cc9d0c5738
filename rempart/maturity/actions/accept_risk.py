"""Decide to live with a gap, for a time and for a reason; it lifts nothing (GAP-05)."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import maturity as events
from rempart.maturity.store.models import AcceptedRisk
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject

MAX_DAYS = 365  # after a year the decision is taken again


def accept_risk(actor: Account, site: Site, control: str, *, reason: str, days: int) -> AcceptedRisk:
    """Raises ValueError without a reason or with a time beyond a year."""
    if not reason.strip() or not 1 <= days <= MAX_DAYS:
        raise ValueError("Say why, and for how many days (1 to 365)")
    until = now_ms() + days * DAY_S * 1000
    with action(actor, site.organisation, Permission.ACCEPT_RISK, site) as record:
        risk = AcceptedRisk.objects.create(
            organisation=site.organisation,
            site=site,
            control=control,
            owner=actor,
            reason=reason.strip(),
            until_ms=until,
        )
        body = {"control": control, "until": rfc3339(until), "risk": risk.uid}
        record.event(events.RISK_ACCEPTED, Subject("site", site.uid), body)
    return risk


def withdraw_risk(actor: Account, risk: AcceptedRisk) -> None:
    """End the acceptance now."""
    with action(actor, risk.organisation, Permission.ACCEPT_RISK, risk) as record:
        AcceptedRisk.objects.filter(pk=risk.pk).update(withdrawn_at_ms=now_ms())
        body = {"control": risk.control, "risk": risk.uid}
        record.event(events.RISK_WITHDRAWN, Subject("site", risk.site.uid), body)
