"""Say on which host a site stands."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Host, Site
from rempart.events import directory as events
from rempart.terms.scope import Subject


def assign_host(actor: Account, site: Site, host: Host | None) -> None:
    """`host` None = not known. Raises PermissionDenied for a host of another organisation."""
    if host is not None and host.organisation_id != site.organisation_id:
        raise PermissionDenied("host of another organisation")
    rows = (site,) if host is None else (site, host)
    with action(actor, site.organisation, Permission.MANAGE_HOSTS, rows) as record:
        site.host = host
        site.save(update_fields=["host"])
        record.event(events.SITE_HOST_SET, Subject("site", site.uid), {"host": host.uid if host else ""})
