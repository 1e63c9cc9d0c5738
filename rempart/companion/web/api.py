"""The API of companions: how each site's stands, what it shows, connecting and letting go."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.companion.actions.connect import NotConnected, connect, disconnect
from rempart.companion.core.states import ASKED
from rempart.companion.store.links import link_of
from rempart.companion.store.models import Link, SiteUser
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.directory.web.paging import Paged, listed, page

router = Router(tags=["companions"])


class CodeIn(Sent):
    """The code that wp-admin shows, with or without hyphens."""

    code: str = Field(min_length=1, max_length=60)


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
