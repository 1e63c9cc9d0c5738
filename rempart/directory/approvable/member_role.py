"""Another role for a member, where whoever asks does not hold it: an identity administrator and an owner together."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import Record
from rempart.directory.actions.approvable import Approvable, Change
from rempart.directory.actions.change_role import set_role
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.directory.store.rights import Approval


def check(organisation: Organisation, change: Change, decides: frozenset[Permission]) -> None:
    """The approver holds what is given, and what is taken away."""
    if not GRANTS[Role(change["after"])] | GRANTS[Role(change["before"])] <= decides:
        raise PermissionDenied("more than the approver holds")


def slots(organisation: Organisation, change: Change) -> Mapping[str, str]:
    """Who, from what, to what."""
    account = Account.objects.get(uid=change["account"])
    return {"account": str(account), "before": change["before"], "after": change["after"]}


def carry_out(record: Record, approval: Approval, change: Change) -> None:
    """Only from the role that was shown. Raises LastOwner, NotApprovable("changed")."""
    member = Membership.objects.filter(organisation=record.organisation, account__uid=change["account"]).first()
    if member is None or member.role != change["before"] or member.account_id != approval.beneficiary_id:
        raise NotApprovable("changed")
    set_role(record, member, Role(change["after"]))


UNIT = Approvable(
    id="member_role",
    en="{account} goes from “{before}” to “{after}”",
    fr="{account} passe de « {before} » à « {after} »",
    zh="{account} 的角色从“{before}”变为“{after}”",
    asks=Permission.MANAGE_MEMBERS,
    slots=slots,
    check=check,
    carry_out=carry_out,
)
