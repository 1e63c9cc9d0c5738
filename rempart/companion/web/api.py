"""The API of companions: how each site's stands, what it shows, connecting and letting go."""

from typing import Annotated, Any, Literal

import msgspec
from django.http import Http404, HttpRequest
from ninja import Query, Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.companion.actions.connect import NotConnected, connect, disconnect
from rempart.companion.actions.set_policy import NotSet, end_pauses, give_grace, set_policy
from rempart.companion.core import policy as switches
from rempart.companion.core.policy import MOST_GRACE_DAYS, MOST_NAMES, NAME
from rempart.companion.core.states import ASKED
from rempart.companion.store.links import link_of
from rempart.companion.store.models import Link, SiteUser
from rempart.companion.web.protections import document
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.directory.web.paging import Paged, listed, page

router = Router(tags=["companions"])
NameList = Annotated[list[Annotated[str, Field(min_length=1, max_length=NAME)]], Field(max_length=MOST_NAMES)]


class CodeIn(Sent):
    """The code that wp-admin shows, with or without hyphens."""

    code: str = Field(min_length=1, max_length=60)


class SecondFactorIn(Sent):
    """Asked of these roles after the days of grace; `applications` are names of application passwords that go on."""

    roles: NameList = Field(default_factory=lambda: ["administrator"])
    grace_days: int = Field(7, ge=0, le=MOST_GRACE_DAYS)
    applications: NameList = Field(default_factory=list)


class LoginLimitIn(Sent):
    """Wrong tries before the first pause; a header counts only from the proxies that are named."""

    free: int = Field(5, ge=3, le=10)
    free_address: int = Field(20, ge=3, le=100)
    proxy_header: str = Field("", pattern="^[A-Za-z0-9-]{0,40}$")
    proxies: NameList = Field(default_factory=list)


class LoginChallengeIn(Sent):
    """Wrong tries after which wp-login asks a browser for a small calculation, or a wait."""

    after: int = Field(3, ge=1, le=10)
    after_address: int = Field(10, ge=1, le=100)


class PolicyIn(Sent):
    """The whole of it: what is not named is let go."""

    editor_off: bool = False
    debug_hidden: bool = False
    log_hidden: bool = False
    users_hidden: bool = False
    versions_hidden: bool = False
    registration_off: bool = False
    endpoints_closed: bool = False
    application_passwords_off: bool = False
    xmlrpc: Literal["", "narrowed", "closed"] = ""
    login_limit: LoginLimitIn | None = None
    login_challenge: LoginChallengeIn | None = None
    second_factor: SecondFactorIn | None = None


class ReliefIn(Sent):
    """An account that gets seven days more for its second step; null = every pause after wrong tries ends."""

    account: int | None = Field(None, ge=1, lt=2**53)


def _short(site: Site, row: Link | None) -> dict[str, Any]:
    return {
        "site": site.uid,
        "address": site.address,
        "state": row.state if row else None,
        "trouble": (row.trouble or None) if row else None,
        "connected_at": moment(row.connected_at_ms) if row else None,
        "last_answer_at": moment(row.last_ok_ms) if row else None,
        "key_id": (row.key_id or None) if row else None,
    }


def _whole(site: Site, row: Link | None) -> dict[str, Any]:
    shown = row if row is not None and row.state in ASKED else None
    users = SiteUser.objects.filter(link=shown).order_by("number") if shown else ()
    return {
        **_short(site, row),
        "clock_off_s": shown.clock_off_s if shown else None,
        "looked_at": moment(shown.looked_at_ms) if shown else None,
        "versions": shown.hello if shown else None,
        "inventory": shown.inventory if shown else None,
        "settings": shown.settings if shown else None,
        "enforced": shown.held if shown else None,
        "editors": [
            {
                "number": one.number, "roles": one.roles, "runs_site": one.runs_site, "second_factors": one.factors,
                "application_passwords": one.application_passwords, "last_signin_at": moment(one.last_signin_ms),
            }
            for one in users
        ],
    }  # fmt: skip


@router.get("/companions")
@needs(Permission.READ)
def companions(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Every site within reach, and whether it is seen from inside; `state` null = nobody connected it."""
    rows, more = page(fence.visible(request, Site.objects.all()), asked)
    links = {row.site_id: row for row in Link.objects.filter(site__in=[site.pk for site in rows])}
    return listed([_short(site, links.get(site.pk)) for site in rows], more)


@router.get("/sites/{uid}/companion")
@needs(Permission.READ)
def one_companion(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One site from inside. Accounts are numbers: names and addresses stay on the site."""
    site = fence.site(request, uid)
    return _whole(site, link_of(site))


@router.post("/sites/{uid}/companion", response={201: dict[str, Any]})
@needs(Permission.MANAGE_COMPANION)
def connect_companion(request: HttpRequest, uid: str, sent: CodeIn) -> Answer:
    """Connect the plug-in on that site by its code, or connect it anew. 422 says in one word why it was not taken."""
    site = fence.site(request, uid, Permission.MANAGE_COMPANION)
    try:
        row = connect(fence.account(request), site, sent.code)
    except NotConnected as no:
        raise HttpError(422, no.code) from no
    return Status(201, _whole(site, row))


@router.delete("/sites/{uid}/companion")
@needs(Permission.MANAGE_COMPANION)
def disconnect_companion(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Let go of it; again, nothing more happens. `was_told`: the site has forgotten our key, too."""
    site = fence.site(request, uid, Permission.MANAGE_COMPANION)
    row = link_of(site)
    if row is None:
        raise Http404
    return {"was_told": disconnect(fence.account(request), row)}


@router.get("/sites/{uid}/companion/policy")
@needs(Permission.READ)
def companion_policy(request: HttpRequest, uid: str) -> dict[str, Any]:
    """What was asked here (`wanted`), what the site keeps (`kept`), what really holds and who sees to it, and what is
    not as it was asked; null where no companion ever said."""
    return document(link_of(fence.site(request, uid)))


@router.put("/sites/{uid}/companion/policy")
@needs(Permission.MANAGE_COMPANION)
def set_companion_policy(request: HttpRequest, uid: str, sent: PolicyIn) -> dict[str, Any]:
    """Set the whole policy; the site is asked at once. 409: it is not connected. 422 says in one word why nothing changed."""
    row = _connected(request, uid)
    wanted = msgspec.convert(sent.model_dump(), switches.Policy)
    try:
        set_policy(fence.account(request), row, wanted)
    except NotSet as no:
        raise HttpError(422, no.code) from no
    return document(row)


@router.post("/sites/{uid}/companion/relief")
@needs(Permission.MANAGE_COMPANION)
def companion_relief(request: HttpRequest, uid: str, sent: ReliefIn) -> dict[str, Any]:
    """Let in whoever waits: an account gets more days, or every pause ends. Answers as the policy does."""
    row, actor = _connected(request, uid), fence.account(request)
    try:
        end_pauses(actor, row) if sent.account is None else give_grace(actor, row, sent.account)
    except NotSet as no:
        raise HttpError(422, no.code) from no
    return document(row)


def _connected(request: HttpRequest, uid: str) -> Link:
    site = fence.site(request, uid, Permission.MANAGE_COMPANION)
    row = link_of(site)
    if row is None or row.state not in ASKED:
        raise HttpError(409, "not_connected")
    return row
