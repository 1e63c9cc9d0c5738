"""Count a failed sign-in; many of one account shout at once, the rest is told when its ten minutes are over."""

from django.db import transaction
from django.db.models import F

from rempart.access.actions.visit import Visit, digest_of
from rempart.access.core.limits import MANY_FAILURES, WINDOW_S
from rempart.access.store.home import home_of
from rempart.access.store.models import FailureWindow
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Account
from rempart.events import access as events
from rempart.terms.scope import Subject


def note_failure(account: Account | None, visit: Visit) -> None:
    """What was typed is not kept: people type passwords into name fields."""
    start = now_ms() // (WINDOW_S * 1000) * (WINDOW_S * 1000)
    key = digest_of(f"account:{account.uid}" if account is not None else f"address:{visit.address}")
    with transaction.atomic():
        row, _ = FailureWindow.objects.get_or_create(key=key, from_ms=start, defaults={"account": account})
        FailureWindow.objects.filter(pk=row.pk).update(count=F("count") + 1)
        row.refresh_from_db()
    organisation = home_of(account) if account is not None else None
    if account is None or organisation is None or row.count != MANY_FAILURES:
        return
    with system_action(organisation, while_closed=True) as record:
        sealed = record.seal(account.uid, "visit", visit.fields)
        body = {"count": row.count}
        record.event(events.HAMMERED, Subject("account", account.uid), body, commitments=sealed)


def close_windows() -> int:
    """Windows that are over become one entry each, if the account is known; how many rows went."""
    before = now_ms() - WINDOW_S * 1000
    over = list(FailureWindow.objects.filter(from_ms__lte=before).select_related("account").order_by("pk")[:100])
    for row in over:
        _close(row)
    return len(over)


def _close(row: FailureWindow) -> None:
    organisation = home_of(row.account) if row.account is not None else None
    if row.account is None or organisation is None:
        row.delete()
        return
    with transaction.atomic():
        if not FailureWindow.objects.filter(pk=row.pk).delete()[0]:
            return
        with system_action(organisation, while_closed=True) as record:
            body = {"count": row.count}
            record.event(events.FAILED, Subject("account", row.account.uid), body, at_ms=row.from_ms)
