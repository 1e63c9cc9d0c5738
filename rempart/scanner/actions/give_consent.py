"""The owner allows probes on a site, for a time and within hours of the day (UTC)."""

from rempart.directory.actions.action import action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import scanner as events
from rempart.scanner.store.models import Consent
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject

MAX_DAYS = 365  # consent is asked again every year


def give_consent(actor: Account | None, site: Site, *, days: int, from_hour: int = 0, until_hour: int = 24) -> Consent:
    """Raises ValueError when the window is empty or longer than a year. `actor` None = the command line's own user."""
    if not 1 <= days <= MAX_DAYS or not 0 <= from_hour < until_hour <= 24:
        raise ValueError("Choose 1 to 365 days, and hours that begin before they end")
    start = now_ms()
    until = start + days * DAY_S * 1000
    organisation = site.organisation
    with (
        system_action(organisation)
        if actor is None
        else action(actor, organisation, Permission.CONSENT, site) as record
    ):
        consent = Consent.objects.create(
            organisation=site.organisation,
            site=site,
            given_by=actor,
            from_ms=start,
            until_ms=until,
            from_hour=from_hour,
            until_hour=until_hour,
        )
        record.event(
            events.CONSENT_GIVEN,
            Subject("site", site.uid),
            {"until": rfc3339(until), "from_hour": from_hour, "until_hour": until_hour},
        )
    return consent
