"""Name the servers behind a site, so that the probes can try to walk around what stands in front."""

from rempart.directory.actions.action import action
from rempart.directory.core.origins import read_origins
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import directory as events
from rempart.terms.scope import Subject


def set_origins(actor: Account, site: Site, typed: str, *, private_allowed: bool) -> list[str]:
    """Replaces the list. Raises BadOrigin. Private addresses only for a private site, where the operator allows it."""
    origins = read_origins(typed, may_be_private=private_allowed and site.is_private)
    with action(actor, site.organisation, Permission.CONSENT, site) as record:
        site.origins = origins
        site.save(update_fields=["origins"])
        record.event(events.SITE_ORIGINS_SET, Subject("site", site.uid), {"count": len(origins)})
    return origins
