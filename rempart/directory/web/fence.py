"""The fence between tenants: every view that names a row goes through here, and a stranger's row is "not found"."""

from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from rempart.directory.core.roles import Permission
from rempart.directory.core.standing import Standing
from rempart.directory.store.models import Account, Organisation, Owned, Site
from rempart.directory.store.reach import narrow
from rempart.directory.store.standing import NOBODY
from rempart.directory.store.uses import note_use

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


def standing(request: HttpRequest) -> Standing:
    """What the member holds here now: role, privileges, delegations."""
    found = getattr(request, "standing", None)
    return found if isinstance(found, Standing) else NOBODY


def is_house(request: HttpRequest) -> bool:
    """Does this request act in the organisation that runs the installation, its first one?"""
    return tenant(request) == Organisation.objects.order_by("pk").first()


def may(request: HttpRequest, permission: Permission) -> bool:
    """Does the member hold the permission in this organisation, for whichever rows?"""
    return standing(request).holds(permission)


def may_everywhere(request: HttpRequest, permission: Permission) -> bool:
    """For what belongs to the organisation as a whole: a membership limited to some rows does not suffice."""
    return any(grant.reach.is_whole for grant in standing(request).holding(permission))


def may_anything(request: HttpRequest) -> bool:
    """Does the member hold any right here at all, by role, lent or by cover? A learner holds none."""
    return any(grant.permissions for grant in standing(request).grants)


def demand_anything(request: HttpRequest) -> None:
    """Raises PermissionDenied for a member without any right: pages about rights do not concern them."""
    if not may_anything(request):
        raise PermissionDenied


def demand(request: HttpRequest, permission: Permission) -> None:
    """Raises PermissionDenied when the member lacks the permission. Which rows: `visible`, `fetch`."""
    if not may(request, permission):
        raise PermissionDenied(permission.value)
    note_use(account(request), tenant(request), permission)


def demand_everywhere(request: HttpRequest, permission: Permission) -> None:
    """Raises PermissionDenied unless the member holds it for the whole organisation."""
    demand(request, permission)
    if not may_everywhere(request, permission):
        raise PermissionDenied(permission.value)


def visible(request: HttpRequest, rows: QuerySet[Row], permission: Permission = Permission.READ) -> QuerySet[Row]:
    """Of these rows those of this tenant that the member's permission reaches. Every list goes through here."""
    reaches = [grant.reach for grant in standing(request).holding(permission)]
    return narrow(rows.filter(organisation=tenant(request)), reaches, account(request))


def fetch(
    request: HttpRequest, model: type[Row], uid: str, permission: Permission = Permission.READ, **also: Any
) -> Row:
    """One row of this tenant within reach. Raises Http404 for any other, PermissionDenied for a missing right."""
    demand(request, permission)
    row: Row | None = visible(request, model._default_manager.filter(uid=uid, **also), permission).first()
    if row is None:
        raise Http404
    return row


def site(request: HttpRequest, uid: str, permission: Permission = Permission.READ) -> Site:
    """A site of this tenant."""
    return fetch(request, Site, uid, permission)
