"""The API of the directory: who asks, and what belongs to the organisation; further parts stand in api_*.py."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.add_host import add_host
from rempart.directory.actions.add_supplier import add_supplier
from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.end_token import end_token
from rempart.directory.actions.invite_member import CannotInvite, invite_member
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.people_table import is_address
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Host, Membership, Supplier
from rempart.directory.store.tokens import ApiToken
from rempart.directory.web import api_holds, api_people, api_rights, fence
from rempart.directory.web.calls import Answer, Listed, Named, Sent, moment, needs, own
from rempart.directory.web.idempotent import HEADER, idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339

router = Router(tags=["directory"])
for _part in (api_people, api_rights, api_holds):
    router.add_router("", _part.router)
MEMBERS = Permission.MANAGE_MEMBERS


class SupplierIn(Named):
    """`kind`: host, registrar, delivery network …, in the caller's words."""

    kind: str = Field("", max_length=40)


class HostIn(Named):
    """`supplier` is a uid."""

    supplier: str = Field("", max_length=32)


class RoleIn(Sent):
    """The new role."""

    role: Role


class InviteIn(Sent):
    """`with_link`: answer with the one-time link too; whoever has it comes in as the invited member."""

    email: str = Field(min_length=3, max_length=254)
    name: str = Field("", max_length=200)
    role: Role
    with_link: bool = False


class OrganisationOut(Schema):
    """The organisation a token acts in."""

    uid: str
    name: str
    currency: str


class MeOut(Schema):
    """Who calls, and with which rights."""

    account: str
    organisation: OrganisationOut
    permissions: list[str]


class HostOut(Schema):
    """A hosting account or server."""

    uid: str
    name: str
    supplier: str | None


class SupplierOut(Schema):
    """A firm."""

    uid: str
    name: str
    kind: str


class MemberOut(Schema):
    """An account's membership."""

    uid: str
    account: str
    role: str
    is_scoped: bool
    until: str | None


class InvitedOut(MemberOut):
    """`link` is null unless asked for, and for an account that already signs in by itself."""

    link: str | None


class TokenOut(Schema):
    """A token; of its secret only the first characters are known."""

    uid: str
    account: str
    name: str
    start: str
    permissions: list[str]
    expires_at: str
    last_used_at: str | None
    ended_at: str | None


@router.get("/me", response=MeOut)
@own
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


@router.get("/hosts", response=Listed[HostOut])
@needs(Permission.READ)
def hosts(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Hosting accounts and servers."""
    rows, more = page(fence.visible(request, Host.objects.select_related("supplier")), asked)
    return listed([_host(row) for row in rows], more)


@router.post("/hosts", response={201: HostOut})
@needs(Permission.MANAGE_HOSTS, whole=True)
@idempotent
def make_host(request: HttpRequest, sent: HostIn) -> Answer:
    """Add a hosting account or server."""
    supplier = fence.fetch(request, Supplier, sent.supplier) if sent.supplier else None
    return Status(
        201, _host(add_host(fence.account(request), fence.tenant(request), name=sent.name, supplier=supplier))
    )


@router.get("/suppliers", response=Listed[SupplierOut])
@needs(Permission.READ, whole=True)
def suppliers(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Firms the organisation depends on."""
    rows, more = page(fence.visible(request, Supplier.objects.all()), asked)
    return listed([{"uid": row.uid, "name": row.name, "kind": row.kind} for row in rows], more)


@router.post("/suppliers", response={201: SupplierOut})
@needs(Permission.MANAGE_HOSTS, whole=True)
@idempotent
def make_supplier(request: HttpRequest, sent: SupplierIn) -> Answer:
    """Add a firm."""
    row = add_supplier(fence.account(request), fence.tenant(request), name=sent.name, kind=sent.kind)
    return Status(201, {"uid": row.uid, "name": row.name, "kind": row.kind})


def _member(row: Membership) -> dict[str, Any]:
    return {
        "uid": row.uid, "account": row.account.uid, "role": row.role, "is_scoped": row.is_scoped,
        "until": moment(row.until_ms),
    }  # fmt: skip


@router.get("/members", response=Listed[MemberOut])
@needs(MEMBERS, whole=True)
def members(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Who may do what; accounts by uid, without names."""
    rows = Membership.objects.filter(organisation=fence.tenant(request)).select_related("account")
    found, more = page(rows, asked)
    return listed([_member(row) for row in found], more)


@router.post("/members", response={201: InvitedOut})
@needs(MEMBERS, whole=True)
def invite(request: HttpRequest, sent: InviteIn) -> Any:
    """Invite somebody by e-mail address. A link is a secret: with one the answer is not kept for a repeat."""
    if sent.with_link and HEADER in request.headers:
        raise HttpError(400, f"An answer with a link is not kept: leave out {HEADER}, or with_link.")
    return _invite(request, sent)


@idempotent
def _invite(request: HttpRequest, sent: InviteIn) -> Answer:
    if not is_address(sent.email.strip()):
        raise HttpError(422, "This is no e-mail address.")
    try:
        made = invite_member(fence.account(request), fence.tenant(request), sent.email, sent.role, sent.name)
    except CannotInvite as cannot:
        raise HttpError(409, f"This address cannot be invited: {cannot.code}.") from cannot
    link = None
    if sent.with_link and made.secret is not None:
        link = f"{request.build_absolute_uri(reverse('enter', args=[made.secret]))}?welcome=1"
    return Status(201, {**_member(made.member), "link": link})


@router.put("/members/{uid}/role", response=MemberOut)
@needs(MEMBERS, whole=True)
def set_role(request: HttpRequest, uid: str, sent: RoleIn) -> dict[str, Any]:
    """Give a member another role."""
    member = _one_member(request, uid)
    with _owner_stays():
        change_role(fence.account(request), member, sent.role)
    return _member(member)


@router.delete("/members/{uid}", response={204: None})
@needs(MEMBERS, whole=True)
def end_member(request: HttpRequest, uid: str) -> Answer:
    """End a membership: sessions, tokens and pending approvals end with it."""
    member = _one_member(request, uid)
    with _owner_stays():
        remove_member(fence.account(request), member)
    return Status(204, None)


def _one_member(request: HttpRequest, uid: str) -> Membership:
    return fence.fetch(request, Membership, uid, MEMBERS)


class _owner_stays:
    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: object) -> None:
        if isinstance(value, LastOwner):
            raise HttpError(409, "The last owner stays; make somebody else an owner first.") from value


@router.get("/tokens", response=Listed[TokenOut])
@own
def tokens(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The caller's own tokens; all of the organisation's for whoever may manage them."""
    rows = ApiToken.objects.filter(organisation=fence.tenant(request)).select_related("account")
    if not fence.may_everywhere(request, Permission.MANAGE_TOKENS):
        rows = rows.filter(account=fence.account(request))
    found, more = page(rows, asked)
    return listed([_token(row) for row in found], more)


def _token(row: ApiToken) -> dict[str, Any]:
    return {
        "uid": row.uid, "account": row.account.uid, "name": row.name, "start": row.start,
        "permissions": row.permissions, "expires_at": rfc3339(row.expires_at_ms),
        "last_used_at": moment(row.last_used_ms),
        "ended_at": moment(row.ended_at_ms),
    }  # fmt: skip


@router.delete("/tokens/{uid}", response={204: None})
@own
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
