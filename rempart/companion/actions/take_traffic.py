"""What a companion counted becomes rows by our clock: each minute once, a day of them, nothing in the record."""

from django.db import transaction

from rempart.companion.core.answers import Traffic
from rempart.companion.core.states import ASKED, HOUR_MS, MINUTE_MS
from rempart.companion.store.models import Link, Minute
from rempart.directory.actions.action import now_ms

KEPT_MS = 24 * HOUR_MS


def take_traffic(row: Link, told: Traffic) -> None:
    """A minute that was told already is not told again, whatever the site's clock does."""
    ours = round(-row.clock_off_s / 60)
    until = min((told.until + ours) * MINUTE_MS, now_ms() // MINUTE_MS * MINUTE_MS)
    until = max(until, row.visits_until_ms)
    first = max((told.from_ + ours) * MINUTE_MS, row.visits_until_ms)
    values = {"visits_minute": told.until, "visits_until_ms": until}
    if told.until < row.visits_minute:  # its clock went back: nobody knows of what came in between
        values["visits_from_ms"] = first = until
    elif told.from_ > row.visits_minute or not row.visits_until_ms:
        values["visits_from_ms"] = min(first, until)
    fresh = {(minute + ours) * MINUTE_MS: hits for minute, hits in told.minutes if minute >= row.visits_minute}
    with transaction.atomic():
        mine = Link.objects.filter(pk=row.pk, visits_minute=row.visits_minute, state__in=ASKED)
        if mine.update(**values) != 1:
            return  # another turn took them
        Minute.objects.filter(link=row, start_ms__lt=until - KEPT_MS).delete()
        Minute.objects.bulk_create(
            Minute(link=row, start_ms=start, hits=hits) for start, hits in fresh.items() if first <= start < until
        )
