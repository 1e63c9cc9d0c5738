"""Ask for a measurement: one run waits or works for a site at a time."""

from rempart.directory.actions.action import action, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import scanner as events
from rempart.scanner.store.models import Run
from rempart.terms.scope import Subject


def request_run(actor: Account | None, site: Site, *, active: bool = False) -> Run:
    """The waiting or working run of the site, or a new one. `actor` None = schedule or command line."""
    waiting = Run.objects.filter(site=site, state__in=[Run.QUEUED, Run.RUNNING]).first()
    if waiting is not None:
        return waiting
    organisation = site.organisation
    opened = system_action(organisation) if actor is None else action(actor, organisation, Permission.MEASURE)
    with opened as record:
        run = Run.objects.create(organisation=organisation, site=site, is_active=active)
        record.event(events.RUN_REQUESTED, Subject("site", site.uid), {"run": run.uid, "active": active})
    return run
