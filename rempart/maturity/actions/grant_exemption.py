"""Declare a control not applicable by hand: one person asks, another approves; expiry within twelve months."""

from collections.abc import Mapping

from rempart.directory.actions.action import action, demand_person, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership, Site
from rempart.events import maturity as events
from rempart.maturity.core.control import Control
from rempart.maturity.core.exemption import MAX_PER_LEVEL, may_be_exempt
from rempart.maturity.store.models import Exemption
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject

MAX_DAYS = 365


def ask_exemption(
    actor: Account, site: Site, controls: Mapping[str, Control], control: str, *, reason: str, days: int
) -> Exemption:
    """Waits for a second person's approval. Raises ValueError with what to change when a limit is passed."""
    unit = controls.get(control)
    if unit is None:
        raise ValueError("There is no such control")
    if not may_be_exempt(unit):
        raise ValueError("TLS, backup, updates, login and the record can never be declared not applicable")
    if not reason.strip() or not 1 <= days <= MAX_DAYS:
        raise ValueError("Say why, and for how many days (1 to 365)")
    if len(_same_level(site, controls, unit)) >= MAX_PER_LEVEL:
        raise ValueError("Two controls of this level are declared not applicable already; that is the most")
    moment = now_ms()
    if Exemption.objects.filter(site=site, control=control, until_ms__gt=moment).exists():
        raise ValueError("This has been asked for already")
    with action(actor, site.organisation, Permission.ACCEPT_RISK, site) as record:
        asked = Exemption.objects.create(
            organisation=site.organisation,
            site=site,
            control=control,
            asked_by=actor,
            reason=reason.strip(),
            from_ms=moment,
            until_ms=moment + days * DAY_S * 1000,
        )
        body = {"control": control, "until": rfc3339(asked.until_ms), "exemption": asked.uid}
        record.event(events.EXEMPTION_ASKED, Subject("site", site.uid), body)
    return asked


def approve_exemption(actor: Account, exemption: Exemption) -> None:
    """By another person than the one who asked; alone in the organisation it counts a day later (core/exemption.py).

    Raises ValueError when the asker approves while others could.
    """
    demand_person()
    with action(
        actor, exemption.organisation, Permission.APPROVE, exemption
    ) as record:  # what is read is what is written upon
        alone = Membership.objects.filter(organisation=exemption.organisation).count() == 1
        if exemption.asked_by_id == actor.pk and not alone:
            raise ValueError("Someone other than the person who asked must approve this")
        waiting = Exemption.objects.filter(pk=exemption.pk, approver=None, until_ms__gt=now_ms())
        if waiting.update(approver=actor) != 1:
            raise ValueError("This was approved already, or has ended")
        body = {"control": exemption.control, "until": rfc3339(exemption.until_ms), "exemption": exemption.uid}
        record.event(events.EXEMPTION_GRANTED, Subject("site", exemption.site.uid), body)


def end_exemption(actor: Account, exemption: Exemption) -> None:
    """From now on the control applies again; a request that nobody approved is withdrawn the same way."""
    with action(actor, exemption.organisation, Permission.ACCEPT_RISK, exemption) as record:
        moment = now_ms()
        if Exemption.objects.filter(pk=exemption.pk, until_ms__gt=moment).update(until_ms=moment) != 1:
            raise ValueError("This has ended already")
        body = {"control": exemption.control, "exemption": exemption.uid}
        record.event(events.EXEMPTION_ENDED, Subject("site", exemption.site.uid), body)


def _same_level(site: Site, controls: Mapping[str, Control], unit: Control) -> list[Exemption]:
    valid = Exemption.objects.filter(site=site, until_ms__gt=now_ms()).exclude(control=unit.id)
    level = (unit.dimension, unit.level)
    return [e for e in valid if (c := controls.get(e.control)) and (c.dimension, c.level) == level]
