"""What has reached its end is closed and said so. It counted for nothing from that moment on: this only tidies up."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from rempart.directory.actions import delegate, lend_privilege
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.actions.ask_approval import OPEN, note
from rempart.directory.actions.remove_member import end_membership
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Membership, Owned
from rempart.directory.store.rights import Approval, Delegation, Privilege
from rempart.events import rights as events

Row = TypeVar("Row", bound=Owned)
OVER = "over"
BATCH = 50  # of each kind at once, one short transaction a row


def end_what_is_over() -> bool:
    """True when more may wait."""
    moment = now_ms()
    done = [_approvals(moment), _privileges(moment), _delegations(moment), _memberships(moment)]
    return max(done) >= BATCH


def _approvals(at_ms: int) -> int:
    over = Approval.objects.filter(state__in=OPEN, expires_at_ms__lte=at_ms)

    def close(record: Record, row: Approval) -> None:
        Approval.objects.filter(pk=row.pk).update(state=Approval.EXPIRED, ended_at_ms=at_ms)
        note(record, events.APPROVAL_EXPIRED, row)

    return _each(over, close)


def _privileges(at_ms: int) -> int:
    over = Privilege.objects.filter(ended_at_ms=None, until_ms__lte=at_ms)
    return _each(over, lambda record, row: lend_privilege.close(record, row, OVER))


def _delegations(at_ms: int) -> int:
    over = Delegation.objects.filter(ended_at_ms=None, until_ms__lte=at_ms)
    return _each(over, lambda record, row: delegate.close(record, row, OVER))


def _memberships(at_ms: int) -> int:
    """An owner has no end; whatever else the table may say, nobody is locked out of their own house by it."""
    return _each(Membership.objects.filter(until_ms__lte=at_ms).exclude(role=Role.OWNER), end_membership)


def _each(over: QuerySet[Row], close: Callable[[Record, Row], None]) -> int:
    """A short transaction a row; one that somebody else has just closed is left alone, and so is a closed organisation."""
    over = over.filter(organisation__closure=None)
    found = list(over.order_by("pk").values_list("pk", flat=True)[:BATCH])
    for pk in found:
        with transaction.atomic():
            row = over.filter(pk=pk).select_for_update(of=("self",)).first()
            if row is not None:
                with system_action(row.organisation) as record:
                    close(record, row)
    return len(found)
