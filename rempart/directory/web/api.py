"""The API of the directory: who asks, and what belongs to the organisation."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.add_host import add_host
from rempart.directory.actions.add_supplier import add_supplier
from rempart.directory.actions.add_team import add_team
from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.end_token import end_token
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Host, Membership, Organisation, Supplier, Team
from rempart.directory.store.tokens import ApiToken
from rempart.directory.web import fence
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339

router = Router(tags=["directory"])
Answer = Status[Any]
Name = Field(min_length=1, max_length=200)


class NamedIn(Schema):
    """A thing with a name."""

    name: str = Name


class SupplierIn(NamedIn):
    """`kind`: host, registrar, delivery network …, in the caller's words."""

    kind: str = Field("", max_length=40)


class HostIn(NamedIn):
    """`supplier` is a uid."""

    supplier: str = Field("", max_length=32)


class RoleIn(Schema):
    """The new role."""

    role: Role


@router.get("/me")
def me(request: HttpRequest) -> dict[str, Any]:
    """The account, the organisation and the rights that this token acts with."""
    account, tenant = fence.account(request), fence.tenant(request)
    rights = sorted({right.value for grant in fence.standing(request).grants for right in grant.permissions})
    return {
        "account": account.uid,
        "organisation": {"uid": tenant.uid, "name": tenant.name, "currency": tenant.currency},
        "permissions": rights,
    }


def _host(row: Host) -> dict[str, Any]:
    return {"uid": row.uid, "name": row.name, "supplier": row.supplier.uid if row.supplier else None}


@router.get("/hosts")
def hosts(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Hosting accounts and servers."""
    fence.demand(request, Permission.READ)
    rows, more = page(fence.visible(request, Host.objects.select_related("supplier")), asked)
    return listed([_host(row) for row in rows], more)


@router.post("/hosts", response={201: Any})
@idempotent
def make_host(request: HttpRequest, sent: HostIn) -> Answer:
    """Add a hosting account or server."""
    fence.demand(request, Permission.MANAGE_HOSTS)
    supplier = fence.fetch(request, Supplier, sent.supplier) if sent.supplier else None
    return Status(
        201, _host(add_host(fence.account(request), fence.tenant(request), name=sent.name, supplier=supplier))
    )


@router.get("/suppliers")
def suppliers(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Firms the organisation depends on."""
    fence.demand_everywhere(request, Permission.READ)
    rows, more = page(fence.visible(request, Supplier.objects.all()), asked)
    return listed([{"uid": row.uid, "name": row.name, "kind": row.kind} for row in rows], more)


@router.post("/suppliers", response={201: Any})
@idempotent
def make_supplier(request: HttpRequest, sent: SupplierIn) -> Answer:
    """Add a firm."""
    row = add_supplier(fence.account(request), fence.tenant(request), name=sent.name, kind=sent.kind)
    return Status(201, {"uid": row.uid, "name": row.name, "kind": row.kind})


@router.get("/teams")
def teams(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Groups of people."""
    fence.demand(request, Permission.READ_PEOPLE)
    rows, more = page(fence.visible(request, Team.objects.all(), Permission.READ_PEOPLE), asked)
    return listed([{"uid": row.uid, "name": row.name} for row in rows], more)


@router.post("/teams", response={201: Any})
@idempotent
def make_team(request: HttpRequest, sent: NamedIn) -> Answer:
    """Add a team, or find the one with that name."""
    row = add_team(fence.account(request), fence.tenant(request), sent.name)
    return Status(201, {"uid": row.uid, "name": row.name})


def _member(row: Membership) -> dict[str, Any]:
    return {
        "uid": row.uid, "account": row.account.uid, "role": row.role, "is_scoped": row.is_scoped,
        "until": rfc3339(row.until_ms) if row.until_ms else None,
    }  # fmt: skip


@router.get("/members")
def members(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Who may do what; accounts by uid, without names."""
    fence.demand_everywhere(request, Permission.MANAGE_MEMBERS)
    rows = Membership.objects.filter(organisation=fence.tenant(request)).select_related("account")
    found, more = page(rows, asked)
    return listed([_member(row) for row in found], more)


@router.put("/members/{uid}/role")
def set_role(request: HttpRequest, uid: str, sent: RoleIn) -> dict[str, Any]:
    """Give a member another role."""
    member = _one_member(request, uid)
    with _owner_stays():
        change_role(fence.account(request), member, sent.role)
    return _member(member)


@router.delete("/members/{uid}", response={204: None})
def end_member(request: HttpRequest, uid: str) -> Answer:
    """End a membership: sessions, tokens and pending approvals end with it."""
    member = _one_member(request, uid)
    with _owner_stays():
        remove_member(fence.account(request), member)
    return Status(204, None)


def _one_member(request: HttpRequest, uid: str) -> Membership:
    fence.demand_everywhere(request, Permission.MANAGE_MEMBERS)
    return fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)


class _owner_stays:
    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: object) -> None:
        if isinstance(value, LastOwner):
            raise HttpError(409, "The last owner stays; make somebody else an owner first.") from value


@router.get("/tokens")
def tokens(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The caller's own tokens; all of the organisation's for whoever may manage them."""
    rows = ApiToken.objects.filter(organisation=_tenant(request)).select_related("account")
    if not fence.may_everywhere(request, Permission.MANAGE_TOKENS):
        rows = rows.filter(account=fence.account(request))
    found, more = page(rows, asked)
    return listed([_token(row) for row in found], more)


def _tenant(request: HttpRequest) -> Organisation:
    return fence.tenant(request)


def _token(row: ApiToken) -> dict[str, Any]:
    return {
        "uid": row.uid, "account": row.account.uid, "name": row.name, "start": row.start,
        "permissions": row.permissions, "expires_at": rfc3339(row.expires_at_ms),
        "last_used_at": rfc3339(row.last_used_ms) if row.last_used_ms else None,
        "ended_at": rfc3339(row.ended_at_ms) if row.ended_at_ms else None,
    }  # fmt: skip


@router.delete("/tokens/{uid}", response={204: None})
def close_token(request: HttpRequest, uid: str) -> Answer:
    """End a token; at once."""
    rows = ApiToken.objects.filter(organisation=fence.tenant(request), uid=uid)
    row = rows.first()
    if row is None or (
        row.account_id != fence.account(request).pk and not fence.may(request, Permission.MANAGE_TOKENS)
    ):
        raise HttpError(404, "There is no such token.")
    end_token(fence.account(request), row)
    return Status(204, None)
