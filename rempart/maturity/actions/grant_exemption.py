"""Declare a control not applicable by hand: reason, approver, expiry within twelve months, at most two a level."""

from collections.abc import Mapping

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import maturity as events
from rempart.maturity.core.control import Control
from rempart.maturity.store.models import Exemption
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject

MAX_DAYS = 365
MAX_A_LEVEL = 2
NEVER = ("TLS-", "BAK-", "HARD-02", "HARD-03", "AUTH-", "LOG-")  # TLS, backup, updates, login, record


def grant_exemption(
    actor: Account, site: Site, controls: Mapping[str, Control], control: str, *, reason: str, days: int
) -> Exemption:
    """Raises ValueError with what to change when a limit is passed."""
    unit = controls.get(control)
    if unit is None:
        raise ValueError("There is no such control")
    if any(row.startswith(NEVER) for row in unit.rows):
        raise ValueError("TLS, backup, updates, login and the record can never be declared not applicable")
    if not reason.strip() or not 1 <= days <= MAX_DAYS:
        raise ValueError("Say why, and for how many days (1 to 365)")
    moment = now_ms()
    valid = Exemption.objects.filter(site=site, until_ms__gt=moment).exclude(control=control)
    same = [
        e for e in valid if (c := controls.get(e.control)) and (c.dimension, c.level) == (unit.dimension, unit.level)
    ]
    if len(same) >= MAX_A_LEVEL:
        raise ValueError("Two controls of this level are declared not applicable already; that is the most")
    until = moment + days * DAY_S * 1000
    with action(actor, site.organisation, Permission.ACCEPT_RISK) as record:
        made = Exemption.objects.create(
            organisation=site.organisation,
            site=site,
            control=control,
            approver=actor,
            reason=reason.strip(),
            from_ms=moment,
            until_ms=until,
        )
        body = {"control": control, "until": rfc3339(until), "exemption": made.uid}
        record.event(events.EXEMPTION_GRANTED, Subject("site", site.uid), body)
    return made
