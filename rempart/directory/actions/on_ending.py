"""When somebody's access ends: what they asked for or approved and is not done, what was lent, cover, tokens, ways in."""

from django.db.models import Q

from rempart.directory.actions import delegate, lend_privilege
from rempart.directory.actions.action import Record, now_ms
from rempart.directory.actions.ask_approval import OPEN, note
from rempart.directory.actions.end_token import end_tokens_of
from rempart.directory.store.models import Account, Organisation, SignInLink
from rempart.directory.store.rights import Approval, Delegation, MembershipScope, PermissionUse, Privilege
from rempart.events import rights as events

LEFT = "left"


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """A leaver's yes that nobody used yet is worth nothing any more either."""
    waiting = Approval.objects.filter(organisation=organisation, state__in=OPEN)
    sides = Q(requester=account) | Q(beneficiary=account) | Q(approver=account)
    for row in waiting.filter(sides).select_related("requester", "beneficiary").order_by("pk"):
        Approval.objects.filter(pk=row.pk).update(state=Approval.WITHDRAWN, ended_at_ms=now_ms())
        note(record, events.APPROVAL_WITHDRAWN, row)
    lent = Privilege.objects.filter(organisation=organisation, account=account, ended_at_ms=None)
    for privilege in lent.select_related("account").order_by("pk"):
        lend_privilege.close(record, privilege, LEFT)
    cover = Delegation.objects.filter(Q(giver=account) | Q(taker=account), organisation=organisation, ended_at_ms=None)
    for delegation in cover.select_related("giver", "taker").order_by("pk"):
        delegate.close(record, delegation, LEFT)
    end_tokens_of(record, account, organisation)
    MembershipScope.objects.filter(member__account=account, member__organisation=organisation).delete()
    PermissionUse.objects.filter(account=account, organisation=organisation).delete()
    SignInLink.objects.filter(account=account, used_at_ms=None).delete()
