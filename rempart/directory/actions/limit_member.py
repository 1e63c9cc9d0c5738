"""Say how far a membership reaches, and until when: as far and as long as the work needs it."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import Record, action, own_role
from rempart.directory.core.roles import Permission, Role, may_hand_out
from rempart.directory.store.models import Account, Host, Membership, Site, Team
from rempart.directory.store.rights import MembershipScope
from rempart.events import directory as events
from rempart.terms.scope import Subject

MOST_ROWS = 5_000  # an agency's sites; more is "everything", and is better said so


class OwnerIsWhole(ValueError):
    """An owner reaches everything for as long as they are one; give another role first."""


def limit_member(
    actor: Account, member: Membership, *, reach: Sequence[Site | Host | Team] | None, until_ms: int | None = None
) -> None:
    """`reach` None = the whole organisation; empty = nothing. `until_ms` None = until somebody ends it.

    Raises OwnerIsWhole; PermissionDenied for rows of another organisation, and for a role larger than one's own.
    """
    if any(row.organisation_id != member.organisation_id for row in reach or ()):
        raise PermissionDenied("row of another organisation")
    with action(actor, member.organisation, Permission.MANAGE_MEMBERS) as record:
        member.refresh_from_db()
        if not may_hand_out(own_role(actor, member.organisation), Role(member.role)):
            raise PermissionDenied(member.role)
        if member.role == Role.OWNER and (reach is not None or until_ms is not None):
            raise OwnerIsWhole
        write_limits(record, member, reach, until_ms)


def write_limits(
    record: Record, member: Membership, reach: Sequence[Site | Host | Team] | None, until_ms: int | None
) -> None:
    """Part of an open action."""
    member.is_scoped, member.until_ms = reach is not None, until_ms
    member.save(update_fields=["is_scoped", "until_ms"])
    MembershipScope.objects.filter(member=member).delete()
    named = [_row(member, target) for target in (reach or ())[:MOST_ROWS]]
    MembershipScope.objects.bulk_create(named)
    counts = {name: sum(getattr(row, f"{name[:-1]}_id") is not None for row in named) for name in PARTS}
    body = {"is_whole": reach is None, "until_ms": until_ms or 0, **counts}
    record.event(events.MEMBER_LIMITED, Subject("account", member.account.uid), body)


PARTS = ("sites", "hosts", "teams")


def _row(member: Membership, target: Site | Host | Team) -> MembershipScope:
    row = MembershipScope(member=member)
    if isinstance(target, Site):
        row.site = target
    elif isinstance(target, Host):
        row.host = target
    else:
        row.team = target
    return row
