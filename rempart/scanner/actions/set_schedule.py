"""How often a site is measured again, or that it no longer is by itself."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import scanner as events
from rempart.scanner.store.models import Schedule
from rempart.terms.duration import HOUR_S
from rempart.terms.scope import Subject

MAX_HOURS = 24 * 7  # rarer than once a week, every proof that lives for a day would be old nearly all the time


def set_schedule(actor: Account, site: Site, *, every_hours: int) -> Schedule:
    """Raises ValueError outside 1 to 168 hours. The first run is due at once."""
    if not 1 <= every_hours <= MAX_HOURS:
        raise ValueError(f"Choose 1 to {MAX_HOURS} hours")
    every_s = every_hours * HOUR_S
    with action(actor, site.organisation, Permission.MEASURE, site) as record:
        plan, _ = Schedule.objects.update_or_create(
            site=site,
            defaults={"every_s": every_s, "next_at_ms": now_ms()},
            create_defaults={"organisation": site.organisation, "every_s": every_s, "next_at_ms": now_ms()},
        )
        record.event(events.SCHEDULE_CHANGED, Subject("site", site.uid), {"every_s": every_s})
    return plan


def end_schedule(actor: Account, site: Site) -> None:
    """From now on the site is measured only when somebody asks."""
    with action(actor, site.organisation, Permission.MEASURE, site) as record:
        Schedule.objects.filter(site=site).delete()
        record.event(events.SCHEDULE_ENDED, Subject("site", site.uid), {})
