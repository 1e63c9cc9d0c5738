"""The API of the sealed way in. It is watched and ended here; asking for it, sealing it and the review take people."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from rempart.access.actions.close_break_glass import close_by_hand
from rempart.access.actions.review_break_glass import NEEDED
from rempart.access.store.break_glass import SealedAccess, SealedSignature
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Listed, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339

router = Router(tags=["break glass"])
GRANT = Permission.GRANT_PRIVILEGE


class SealedOut(Schema):
    """An envelope, from sealing to the last signature; never its secret. `account` acted while it was open."""

    uid: str
    state: str
    sealed_by: str
    sealed_at: str
    account: str | None
    opened_at: str | None
    until: str | None
    closed_at: str | None
    review: str
    reviewed_by: str | None
    signed_by: list[str]
    signatures_needed: int
    done_at: str | None


def _out(row: SealedAccess) -> dict[str, Any]:
    signed = SealedSignature.objects.filter(access=row).order_by("pk").values_list("account__uid", flat=True)
    return {
        "uid": row.uid, "state": row.state, "sealed_by": row.sealed_by.uid, "sealed_at": rfc3339(row.sealed_ms),
        "account": row.account.uid if row.account else None, "opened_at": moment(row.opened_ms),
        "until": moment(row.until_ms), "closed_at": moment(row.closed_ms), "review": row.review,
        "reviewed_by": row.reviewed_by.uid if row.reviewed_by else None, "signed_by": list(signed),
        "signatures_needed": NEEDED, "done_at": moment(row.done_ms),
    }  # fmt: skip


@router.get("/break-glass", response=Listed[SealedOut])
@needs(GRANT, whole=True)
def envelopes(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Each envelope that was sealed, and each use."""
    rows = SealedAccess.objects.filter(organisation=fence.tenant(request))
    found, more = page(rows.select_related("sealed_by", "account", "reviewed_by"), asked)
    return listed([_out(row) for row in found], more)


@router.get("/break-glass/{uid}", response=SealedOut)
@needs(GRANT, whole=True)
def envelope(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One of them."""
    return _out(fence.fetch(request, SealedAccess, uid, GRANT))


@router.post("/break-glass/{uid}/end", response=SealedOut)
@needs(GRANT, whole=True)
def end(request: HttpRequest, uid: str) -> dict[str, Any]:
    """End a use before its hour is over. Ending it twice changes nothing."""
    row = fence.fetch(request, SealedAccess, uid, GRANT)
    if row.opened_ms is None:
        raise HttpError(409, "This envelope is closed; nothing to end.")
    close_by_hand(fence.account(request), row)
    row.refresh_from_db()
    return _out(row)
