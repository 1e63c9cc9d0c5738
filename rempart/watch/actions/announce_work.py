"""Work that is announced: nobody is woken for it, and its time counts as planned."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Site
from rempart.events import watch as events
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject
from rempart.watch.store.models import TITLE_MAX, Window

LONGEST_MS = 14 * DAY_S * 1_000  # longer work is no window; pause the monitors instead


class WrongWindow(ValueError):
    """Ends before it begins, lies in the past, or is longer than two weeks."""


def announce_work(
    actor: Account, organisation: Organisation, site: Site | None, title: str, begins_ms: int, ends_ms: int
) -> Window:
    """Without a site it is for the whole organisation. Raises WrongWindow: the past is not rewritten as planned."""
    if not begins_ms < ends_ms <= begins_ms + LONGEST_MS or ends_ms <= now_ms() or begins_ms < now_ms() - 300_000:
        raise WrongWindow
    with action(actor, organisation, Permission.MANAGE_WATCH, site) as record:
        row = Window.objects.create(
            organisation=organisation, site=site, title=title[:TITLE_MAX], begins_ms=begins_ms, ends_ms=ends_ms
        )
        body = {"begins": rfc3339(begins_ms), "ends": rfc3339(ends_ms), "site": site.uid if site else None}
        record.event(events.WINDOW_PLANNED, Subject("window", row.uid), body)
    return row


def call_off_work(actor: Account, row: Window) -> None:
    """What lies before now stays planned; the rest is watched again at once."""
    with action(actor, row.organisation, Permission.MANAGE_WATCH, row.site) as record:
        Window.objects.filter(pk=row.pk).update(ends_ms=max(row.begins_ms, min(row.ends_ms, now_ms())))
        record.event(events.WINDOW_DROPPED, Subject("window", row.uid), {})
