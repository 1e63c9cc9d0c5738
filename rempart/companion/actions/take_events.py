"""What happened on a site goes into the record: entries, sealed addresses and the cursor in one transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rempart.companion.core.answers import Events
from rempart.companion.core.site_events import entries, groups
from rempart.companion.core.states import ASKED, HOUR_MS
from rempart.companion.store.models import Link
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.events import companion as events
from rempart.ledger.commitment import Erased, person_of_day
from rempart.terms.scope import Subject

GAPS_KEPT_MS = 30 * 24 * HOUR_MS
GROUP = "site_event"


def take_events(row: Link, page: Events) -> bool:
    """Keep one page; True when more waits behind it.

    A site whose numbers went back (restored from a copy, plug-in installed anew) is read from its beginning, without
    what we had. What went there before it was fetched is told as lost.
    """
    if page.newest < row.cursor:
        _go_back(row)
        return True
    lost = page.oldest - row.cursor - 1 if row.cursor and page.oldest > row.cursor + 1 else 0
    if not page.events and not lost:
        return False
    moment = now_ms()
    known_until = row.last_event_ms or 0
    is_again = row.cursor == 0 and known_until > 0
    fresh = [one for one in page.events if not is_again or one.at_ms > known_until]
    last = max([known_until, *(min(one.at_ms, moment) for one in fresh)])
    gaps = [at for at in row.gaps if at >= moment - GAPS_KEPT_MS] + ([moment] if lost else [])
    cursor = page.events[-1].id if page.events else page.oldest - 1
    values = {
        "cursor": cursor,
        "last_event_ms": last or None,
        "gaps": gaps,
        "groups": sorted({*row.groups, *groups(fresh)}),
    }
    mine = Link.objects.filter(pk=row.pk, cursor=row.cursor, state__in=ASKED)
    kept = entries(fresh, moment)
    if kept or lost:
        with system_action(row.organisation) as record:
            if mine.update(**values) != 1:
                raise RuntimeError("another turn took these events")  # leases keep it from happening; nothing is kept
            if lost:
                record.event(events.EVENTS_LOST, Subject("site", row.site.uid), {"count": lost})
            for one in kept:
                sealed = _sealed(record, row, one.at_ms, one.personal)
                record.event(one.kind, Subject("site", row.site.uid), one.body, at_ms=one.at_ms, commitments=sealed)
    else:
        with transaction.atomic():
            mine.update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    return page.newest > cursor


def _sealed(record: Record, row: Link, at_ms: int, personal: Mapping[str, Any] | None) -> Mapping[str, str]:
    """Under the organisation's key of that day: who it is, is known to the site alone."""
    if personal is None:
        return {}
    try:
        return record.seal(person_of_day(row.organisation.uid, at_ms), GROUP, dict(personal))
    except Erased:  # that day was erased here: it is not written again
        return {}


def _go_back(row: Link) -> None:
    moment = now_ms()
    with system_action(row.organisation) as record:
        gaps = [*(at for at in row.gaps if at >= moment - GAPS_KEPT_MS), moment]
        Link.objects.filter(pk=row.pk, cursor=row.cursor).update(cursor=0, gaps=gaps)
        record.event(events.EVENTS_RESTARTED, Subject("site", row.site.uid), {"had": row.cursor})
    row.cursor, row.gaps = 0, gaps
