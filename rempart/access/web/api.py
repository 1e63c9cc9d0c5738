"""The API of sessions: where the caller is signed in, and ending that; further parts stand in api_*.py."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status

from rempart.access.actions import end_session
from rempart.access.store.models import SignIn
from rempart.access.web import api_break_glass, api_devices, api_service_accounts
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Listed, moment, own
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339

router = Router(tags=["sessions"])
for _part in (api_devices, api_service_accounts, api_break_glass):
    router.add_router("", _part.router)


class SessionOut(Schema):
    """A browser in which the caller is, or lately was, signed in."""

    uid: str
    browser: str
    system: str
    kind: str
    country: str
    started_at: str
    seen_at: str
    ended_at: str | None
    why_ended: str


def _session(row: SignIn) -> dict[str, Any]:
    return {
        "uid": row.uid, "browser": row.family, "system": row.system, "kind": row.kind, "country": row.country,
        "started_at": rfc3339(row.started_ms), "seen_at": rfc3339(row.seen_ms), "ended_at": moment(row.ended_ms),
        "why_ended": row.why_ended,
    }  # fmt: skip


@router.get("/sessions", response=Listed[SessionOut])
@own
def sessions(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The caller's own sessions; nobody sees another's."""
    rows, more = page(SignIn.objects.filter(account=fence.account(request)), asked)
    return listed([_session(row) for row in rows], more)


@router.delete("/sessions/{uid}", response={204: None})
@own
def end(request: HttpRequest, uid: str) -> Answer:
    """End one of the caller's own sessions; at once."""
    account = fence.account(request)
    row = SignIn.objects.filter(uid=uid, account=account, ended_ms=None).first()
    if row is None:
        raise Http404
    end_session.revoke(account, [row])
    return Status(204, None)
