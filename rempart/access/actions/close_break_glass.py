"""The emergency ends: after an hour, or when somebody says so. Sessions, tokens and devices end in the same transaction."""

from rempart.access.actions.open_break_glass import mark_of
from rempart.access.store.break_glass import SealedAccess
from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.actions.endings import end_access
from rempart.directory.actions.remove_member import end_membership
from rempart.directory.core.marks import marked
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership
from rempart.events import break_glass as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

TIME, HAND = "time", "hand"  # why it ended, as entries say it
REVIEW_WITHIN_S = 7 * DAY_S
TRY_EVERY_S = 365 * DAY_S


def close_by_hand(actor: Account, access: SealedAccess) -> None:
    """By whoever may approve privileges; the emergency account itself may too. Twice is once."""
    if access.state != SealedAccess.OPEN:
        return
    with action(actor, access.organisation, Permission.GRANT_PRIVILEGE) as record:
        close_in(record, access, HAND)


def close_over(access: SealedAccess) -> None:
    """When its hour is over."""
    with marked(mark_of(access)), system_action(access.organisation, while_closed=True) as record:
        close_in(record, access, TIME)


def close_in(record: Record, access: SealedAccess, why: str) -> None:
    """Part of an open action. Its end does not hang on the membership, which it could lengthen itself."""
    SealedAccess.objects.filter(pk=access.pk, state=SealedAccess.OPEN).update(
        state=SealedAccess.CLOSED, closed_ms=now_ms(), reminded_ms=None
    )
    account = access.account
    if account is not None:
        for member in Membership.objects.filter(account=account).select_related("organisation", "account"):
            if member.organisation_id == access.organisation_id:
                end_membership(record, member)
        end_access(record, account, access.organisation)
        Account.objects.filter(pk=account.pk).update(is_active=False)
    record.event(events.CLOSED, Subject("break_glass", access.uid), {"why": why})


def tend_break_glass() -> bool:
    """Close what is over, shout for what is due; True when something was done."""
    moment, done = now_ms(), False
    rows = SealedAccess.objects.select_related("organisation", "account")
    for access in rows.filter(state=SealedAccess.OPEN, until_ms__lte=moment).order_by("pk")[:50]:
        close_over(access)
        done = True
    awake = rows.filter(organisation__closure=None)  # a closed organisation is reminded of nothing
    late = awake.filter(state=SealedAccess.CLOSED, done_ms=None, closed_ms__lt=moment - REVIEW_WITHIN_S * 1000)
    old = awake.filter(state=SealedAccess.SEALED, sealed_ms__lt=moment - TRY_EVERY_S * 1000)
    for due, kind in ((late, events.OVERDUE), (old, events.UNTRIED)):
        for access in due.filter(reminded_ms=None).order_by("pk")[:50]:
            with system_action(access.organisation) as record:
                SealedAccess.objects.filter(pk=access.pk).update(reminded_ms=moment)
                record.event(kind, Subject("break_glass", access.uid), {})
            done = True
    return done
