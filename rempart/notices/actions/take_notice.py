"""Somebody takes a notice in hand, or closes it."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import notices as events
from rempart.notices.store.models import Notice, Telling
from rempart.terms.scope import Subject


def take_notice(actor: Account, notice: Notice) -> None:
    """The next in line are not told any more. The first to take it is the one noted."""
    with action(actor, notice.organisation, Permission.ACKNOWLEDGE) as record:
        now = now_ms()
        open_still = Notice.objects.filter(pk=notice.pk, state=Notice.OPEN)
        open_still.update(state=Notice.TAKEN, taken_by=actor, taken_at_ms=now)
        body = {"after_s": max(0, now - notice.first_at_ms) // 1000, "index": notice.index}
        record.event(events.NOTICE_TAKEN, Subject("notice", notice.uid), body)


def close_notice(actor: Account, notice: Notice) -> None:
    """The matter is over; a new report of the same cause opens a new notice."""
    with action(actor, notice.organisation, Permission.ACKNOWLEDGE) as record:
        Notice.objects.filter(pk=notice.pk).exclude(state=Notice.OVER).update(state=Notice.OVER, over_at_ms=now_ms())
        Telling.objects.filter(notice=notice, state=Telling.WAITING).update(state=Telling.DROPPED)
        record.event(events.NOTICE_CLOSED, Subject("notice", notice.uid), {"index": notice.index})
