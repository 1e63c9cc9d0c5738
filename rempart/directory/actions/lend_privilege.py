"""A privilege: asked for with a reason, approved by a second person, over by itself, revocable at once."""

from rempart.directory.actions.action import Record, action, demand_person, now_ms, own_action
from rempart.directory.actions.approvable import Change
from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import Approval, Privilege
from rempart.events import rights as events
from rempart.terms.duration import HOUR_S
from rempart.terms.scope import Subject

MAX_HOURS = 24  # longer work is a role, and belongs in the next review of access


def ask_privilege(
    actor: Account, organisation: Organisation, right: Role | Permission, *, hours: int, reason: str
) -> Approval:
    """For oneself. Raises NotApprovable: hours outside 1..MAX_HOURS, a right that is none, no reason."""
    demand_person()
    if not 1 <= hours <= MAX_HOURS or (isinstance(right, Role) and not GRANTS[right]):
        raise NotApprovable("hours")
    role, permission = (right.value, "") if isinstance(right, Role) else ("", right.value)
    change = {"account": actor.uid, "role": role, "permission": permission, "hours": hours}
    return ask_approval(actor, organisation, "privilege", change, reason=reason, beneficiary=actor)


def wanted(change: Change) -> frozenset[Permission]:
    """The permissions that a request names. Raises ValueError for unknown names."""
    return GRANTS[Role(change["role"])] if change["role"] else frozenset({Permission(change["permission"])})


def begin(record: Record, approval: Approval, change: Change) -> None:
    """Carries out an approved request."""
    hours, beneficiary = int(change["hours"]), approval.beneficiary
    if beneficiary is None or beneficiary.uid != change["account"] or not 1 <= hours <= MAX_HOURS or not wanted(change):
        raise NotApprovable("changed")
    moment = now_ms()
    lent = Privilege.objects.create(
        organisation=record.organisation,
        account=beneficiary,
        role=change["role"],
        permission=change["permission"],
        approval=approval,
        from_ms=moment,
        until_ms=moment + hours * HOUR_S * 1000,
    )
    body = {"right": str(lent), "hours": hours, "privilege": lent.uid}
    record.event(events.PRIVILEGE_BEGUN, Subject("account", beneficiary.uid), body)


def end_privilege(actor: Account, privilege: Privilege) -> None:
    """By whoever has it, or may lend it; twice does no harm."""
    if privilege.ended_at_ms is not None:
        return
    own = actor.pk == privilege.account_id
    organisation = privilege.organisation
    opened = own_action(actor, organisation) if own else action(actor, organisation, Permission.GRANT_PRIVILEGE)
    with opened as record:
        close(record, privilege, "given_back" if own else "revoked")


def close(record: Record, privilege: Privilege, cause: str) -> None:
    """Part of an open action; always leaves an event."""
    Privilege.objects.filter(pk=privilege.pk, ended_at_ms=None).update(ended_at_ms=now_ms())
    body = {"right": str(privilege), "cause": cause, "privilege": privilege.uid}
    record.event(events.PRIVILEGE_ENDED, Subject("account", privilege.account.uid), body)
