"""Add the sites of a file in one transaction; those already there stay as they are."""

from collections.abc import Sequence

from rempart.directory.actions.action import action, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.core.sites_table import NewSite
from rempart.directory.store.models import Account, Organisation, Site
from rempart.events import directory as events
from rempart.terms.scope import Subject


def import_sites(actor: Account | None, organisation: Organisation, sites: Sequence[NewSite]) -> list[Site]:
    """The new ones. `actor` None = the command line."""
    there = set(Site.objects.filter(organisation=organisation).values_list("address", flat=True))
    fresh = [site for site in sites if site.address not in there]
    if not fresh:
        return []
    opened = system_action(organisation) if actor is None else action(actor, organisation, Permission.ADD_SITE)
    with opened as record:
        rows = [Site(organisation=organisation, address=site.address, title=site.title) for site in fresh]
        made = Site.objects.bulk_create(rows)
        for site in made:
            body = {"address": site.address, "is_private": False}
            record.event(events.SITE_ADDED, Subject("site", site.uid), body)
    return made
