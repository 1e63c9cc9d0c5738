"""Memberships: what the role gives, and what of it nobody used for 90 days."""

from collections.abc import Iterator

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.actions.remove_member import end_membership
from rempart.directory.actions.reviewable import Found, Reviewable
from rempart.directory.core.quarter import smaller_role
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.store.members import LastOwner, is_last_owner
from rempart.directory.store.models import Membership, Organisation
from rempart.directory.store.rights import PermissionUse
from rempart.terms.duration import DAY_S

UNUSED_DAYS = 90


def find(organisation: Organisation) -> Iterator[Found]:
    """A membership younger than 90 days has had no time to go unused."""
    today = now_ms() // 1000 // DAY_S
    for member in Membership.objects.filter(organisation=organisation).select_related("account").order_by("pk"):
        held = GRANTS[Role(member.role)]
        uses = PermissionUse.objects.filter(organisation=organisation, account=member.account_id)
        days = {one: day for one, day in uses.values_list("permission", "day") if one in held}
        last = max(days.values(), default=None)
        used = {Permission(one) for one, day in days.items() if day > today - UNUSED_DAYS}
        if member.created_at.timestamp() // DAY_S > today - UNUSED_DAYS:
            yield Found(member.account, member.uid, last)
            continue
        smaller = smaller_role(Role(member.role), used)
        proposal = "revoke" if not used and held else f"reduce:{smaller.value}" if smaller else ""
        yield Found(member.account, member.uid, last, tuple(sorted(held - used)), proposal)


def holds(organisation: Organisation, ref: str) -> frozenset[Permission] | None:
    """The role's permissions."""
    member = Membership.objects.filter(organisation=organisation, uid=ref).first()
    return GRANTS[Role(member.role)] if member else None


def revoke(record: Record, ref: str) -> None:
    """Raises LastOwner."""
    member = Membership.objects.select_related("account").get(organisation=record.organisation, uid=ref)
    if is_last_owner(member):
        raise LastOwner
    end_membership(record, member)


UNIT = Reviewable("membership", "Membership", "Adhésion", "成员身份", find, holds, revoke)
