"""What waits for HR and identity admins: changes that paused, leavers that a system still knows, joiners to come."""

from django.http import HttpRequest

from rempart.directory.core.roles import Permission, Role
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Transition


def change_is_paused(request: HttpRequest) -> bool:
    """Too many at once, or one too grave: a second person looks."""
    if not fence.may(request, Permission.MANAGE_LEAVERS):
        return False
    return Transition.objects.filter(organisation=fence.tenant(request), stage=Stage.PAUSED).exists()


def works_with_people(request: HttpRequest) -> bool:
    """Whose desk this is anyway."""
    return getattr(request, "role", None) in (Role.HR, Role.IDENTITY_ADMIN) and fence.may(
        request, Permission.MANAGE_LEAVERS
    )


STEPS = (NextStep(20, "lifecycle_paused", change_is_paused), NextStep(50, "lifecycle", works_with_people))
