"""The fence between tenants: every view that names a row goes through here, and a stranger's row is "not found"."""

from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from rempart.directory.core.roles import Permission, Role, allows
from rempart.directory.store.models import Account, Organisation, Owned, Site

Row = TypeVar("Row", bound=Owned)


def account(request: HttpRequest) -> Account:
    """Who is signed in. Raises PermissionDenied for nobody (views are behind login_required)."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def tenant(request: HttpRequest) -> Organisation:
    """The organisation this request acts in. Raises PermissionDenied when the account belongs nowhere."""
    organisation = getattr(request, "tenant", None)
    if organisation is None:
        raise PermissionDenied
    return cast(Organisation, organisation)


def may(request: HttpRequest, permission: Permission) -> bool:
    """Does the member hold the permission in this organisation?"""
    role = getattr(request, "role", None)
    return isinstance(role, Role) and allows(role, permission)


def demand(request: HttpRequest, permission: Permission) -> None:
    """Raises PermissionDenied when the member lacks the permission."""
    if not may(request, permission):
        raise PermissionDenied(permission.value)


def fetch(
    request: HttpRequest, model: type[Row], uid: str, permission: Permission = Permission.READ, **also: Any
) -> Row:
    """One row of this tenant. Raises Http404 for another tenant's row, PermissionDenied for a missing right."""
    demand(request, permission)
    row: Row | None = model._default_manager.filter(organisation=tenant(request), uid=uid, **also).first()
    if row is None:
        raise Http404
    return row


def site(request: HttpRequest, uid: str, permission: Permission = Permission.READ) -> Site:
    """A site of this tenant."""
    return fetch(request, Site, uid, permission)
