"""Add a site to an organisation; the same address twice is the same site."""

from rempart.directory.actions.action import Record, action, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Site
from rempart.events import directory as events
from rempart.terms.scope import Subject


def add_site(actor: Account | None, organisation: Organisation, address: str, *, is_private: bool = False) -> Site:
    """The site with that (normalised) address, made if it is new. `actor` None = the command line's own user."""
    known = Site.objects.filter(organisation=organisation, address=address).first()
    if known is not None and known.is_private == is_private:
        return known
    with system_action(organisation) if actor is None else action(actor, organisation, Permission.ADD_SITE) as record:
        return _write(record, organisation, address, is_private)


def _write(record: Record, organisation: Organisation, address: str, is_private: bool) -> Site:
    site, _ = Site.objects.update_or_create(
        organisation=organisation, address=address, defaults={"is_private": is_private}
    )
    record.event(events.SITE_ADDED, Subject("site", site.uid), {"address": address, "is_private": is_private})
    return site
