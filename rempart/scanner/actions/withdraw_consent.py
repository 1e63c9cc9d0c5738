"""End every running consent of a site at once."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import scanner as events
from rempart.scanner.store.models import Consent
from rempart.terms.scope import Subject


def withdraw_consent(actor: Account, site: Site) -> int:
    """How many consents ended."""
    with action(actor, site.organisation, Permission.CONSENT, site) as record:
        ended = Consent.objects.filter(site=site, until_ms__gt=now_ms()).update(until_ms=now_ms())
        record.event(events.CONSENT_WITHDRAWN, Subject("site", site.uid), {"ended": ended})
    return ended
