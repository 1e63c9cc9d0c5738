"""Who checks works at the record."""

from django.http import HttpRequest

from rempart.directory.core.roles import Permission, Role
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep


def checks(request: HttpRequest) -> bool:
    """Whose desk this is."""
    checker = getattr(request, "role", None) in (Role.AUDITOR, Role.COMPLIANCE)
    return checker and fence.may_everywhere(request, Permission.READ_RECORD)


STEPS = (NextStep(60, "record", checks),)
