"""The API of known flaws: which sites have them, what to do, when it was disclosed, told and heard; and the feeds."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.inventory.actions.take_flaw import take_flaw
from rempart.inventory.store.models import Exposure, Feed, Survey
from rempart.inventory.store.parts import components, is_whole, type_of
from rempart.terms.severity import Severity

router = Router(tags=["vulnerabilities"])


class Wanted(Paged):
    """Which of them."""

    state: Literal["open", "ended", "all"] = "open"


def _flaw(row: Exposure) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "site": row.site.uid,
        "flaw": row.key,
        "severity": Severity(row.severity).word,
        "cvss": None if row.score is None else row.score / 10,
        "cwe": row.cwe,
        "components": [{"type": kind, "slug": slug, "version": version} for kind, slug, version in row.parts],
        "fixed_in": row.fixed_in or None,
        "disclosed_at": moment(row.published_ms),
        "arrived_at": moment(row.arrived_ms),
        "found_at": moment(row.found_ms),
        "told_at": moment(row.told_ms),
        "acknowledged_at": moment(row.taken_ms),
        "ended_at": moment(row.ended_ms),
        "ended_by": row.how or None,
    }


@router.get("/vulnerabilities")
@needs(Permission.READ)
def vulnerabilities(request: HttpRequest, asked: Query[Wanted]) -> dict[str, Any]:
    """Known flaws of every site within reach; `cvss` null = no feed gives a score."""
    sites = fence.visible(request, Site.objects.all()).values("pk")
    mine = Exposure.objects.filter(organisation=fence.tenant(request), site__in=sites).select_related("site")
    if asked.state != "all":
        mine = mine.filter(ended_ms__isnull=asked.state == "open")
    rows, more = page(mine, asked)
    return listed([_flaw(row) for row in rows], more)


@router.get("/sites/{uid}/vulnerabilities")
@needs(Permission.READ)
def site_vulnerabilities(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One site: its components, which of them nobody can judge (`version` null), and its open flaws."""
    site, now = fence.site(request, uid), now_ms()
    survey = Survey.objects.filter(site=site).first()
    rows = Exposure.objects.filter(site=site, ended_ms=None).select_related("site").order_by("pk")
    unsure = set(survey.unsure) if survey else set()
    return {
        "is_whole": is_whole(survey, now),
        "components": [
            {
                "type": row.type, "slug": row.slug, "version": row.version or None, "seen_at": moment(row.seen_ms),
                "cannot_say": f"{type_of(row)} {row.slug}" in unsure,
            }
            for row in components(site, now)
        ],
        "vulnerabilities": [_flaw(row) for row in rows],
    }  # fmt: skip


@router.post("/vulnerabilities/{uid}/take")
@needs(Permission.ACKNOWLEDGE)
def take_vulnerability(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Somebody has it in hand."""
    row = fence.fetch(request, Exposure, uid, Permission.ACKNOWLEDGE)
    take_flaw(fence.account(request), row)
    row.refresh_from_db()
    return _flaw(row)


@router.get("/feeds")
@needs(Permission.READ)
def feeds(request: HttpRequest) -> dict[str, Any]:
    """The feeds of this installation and how fresh they are."""
    return {"feeds": [feed_body(row) for row in Feed.objects.order_by("name")]}


def feed_body(row: Feed) -> dict[str, Any]:
    """Also what the command line prints."""
    return {
        "name": row.name,
        "format": row.format or None,
        "flaws": row.flaws,
        "skipped": row.skipped,
        "other": row.other,
        "delivered_at": moment(row.fresh_ms or None),
        "read_at": moment(row.read_ms),
        "newest_at": moment(row.newest_ms),
        "age_s": max(0, now_ms() - row.fresh_ms) // 1_000 if row.fresh_ms else None,
        "stale": row.is_stale,
        "trouble": row.trouble or None,
    }
