"""Say which team brings which role. Whoever says so hands out rights, and needs them."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import action, own_role
from rempart.directory.core.roles import Permission, Role, may_hand_out
from rempart.directory.store.models import Account, Team
from rempart.events import lifecycle
from rempart.lifecycle.actions.roles_from_teams import MAPPABLE, follow_teams
from rempart.lifecycle.store.models import Employment, RoleMapping
from rempart.terms.scope import Subject


def map_role(actor: Account, team: Team, role: Role | None) -> None:
    """None ends the mapping. Everybody in the team gets or loses the role at once. Raises PermissionDenied."""
    with action(actor, team.organisation, Permission.MANAGE_MEMBERS) as record:
        own = own_role(actor, team.organisation)
        known = RoleMapping.objects.filter(team=team).first()
        touched = [Role(known.role)] if known else []
        touched += [role] if role else []
        if any(one not in MAPPABLE or not may_hand_out(own, one) for one in touched):
            raise PermissionDenied("role")
        subject = Subject("team", team.uid)
        if role is None:
            RoleMapping.objects.filter(team=team).delete()
            record.event(lifecycle.MAPPING_ENDED, subject, {})
        else:
            RoleMapping.objects.update_or_create(
                team=team, defaults={"organisation": team.organisation, "role": role.value}
            )
            record.event(lifecycle.MAPPING_SET, subject, {"role": role.value})
        for row in Employment.objects.filter(person__teams=team).select_related("person").order_by("pk"):
            follow_teams(record, row)
