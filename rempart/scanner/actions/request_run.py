"""Ask for a measurement: one run waits or works for a site at a time."""

from django.db import transaction

from rempart.directory.actions.action import action, now_ms, one_at_a_time, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import scanner as events
from rempart.scanner.store.models import LEASE_S, Run
from rempart.terms.scope import Subject

OPEN = (Run.QUEUED, Run.RUNNING)


def request_run(actor: Account | None, site: Site, *, active: bool = False) -> Run:
    """The waiting or working run of the site, or a new one. `actor` None = schedule or command line.

    A run that still waits takes the probes along.
    """
    organisation = site.organisation
    with transaction.atomic():
        one_at_a_time(organisation)
        run = Run.objects.filter(site=site, state__in=OPEN).first()
        if run is not None and (run.is_active or not active or run.state == Run.RUNNING):
            return run
        opened = system_action(organisation) if actor is None else action(actor, organisation, Permission.MEASURE, site)
        with opened as record:
            if run is None:
                run = Run(organisation=organisation, site=site)
            run.is_active = active
            run.save()
            record.event(events.RUN_REQUESTED, Subject("site", site.uid), {"run": run.uid, "active": active})
        return run


def begin_run(site: Site, *, active: bool = False) -> Run | None:
    """A run that its asker carries out itself: a new one, or one that waits or was left lying.

    None while somebody else works on the site.
    """
    moment = now_ms()
    with transaction.atomic():
        one_at_a_time(site.organisation)
        run = Run.objects.filter(site=site, state__in=OPEN).first()
        if run is not None and run.state == Run.RUNNING and run.leased_until_ms >= moment:
            return None
        with system_action(site.organisation) as record:
            if run is None:
                run = Run(organisation=site.organisation, site=site)
            run.state, run.is_active, run.tries = Run.RUNNING, active, run.tries + 1
            run.started_at_ms, run.leased_until_ms = moment, moment + LEASE_S * 1000
            run.save()
            record.event(events.RUN_REQUESTED, Subject("site", site.uid), {"run": run.uid, "active": active})
        return run
