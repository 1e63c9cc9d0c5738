"""Remove a site: its rows go, its entries stay in the ledger."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import directory as events
from rempart.terms.scope import Subject


def remove_site(actor: Account, site: Site) -> None:
    """Deletes the site and everything folded from the ledger about it."""
    with action(actor, site.organisation, Permission.REMOVE_SITE, site) as record:
        record.event(events.SITE_REMOVED, Subject("site", site.uid), {"address": site.address})
        site.delete()
