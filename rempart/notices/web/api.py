"""The API of the notices."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Listed, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.notices.actions.take_notice import close_notice, take_notice
from rempart.notices.store import letters
from rempart.notices.store.models import Notice
from rempart.terms.moment import rfc3339
from rempart.terms.severity import Severity

router = Router(tags=["notices"])


class SubjectOut(Schema):
    """What it is about."""

    kind: str
    id: str


class NoticeOut(Schema):
    """One cause, however often it was reported; `index` is its first entry in the record. Sentences are English."""

    uid: str
    kind: str
    severity: str
    state: str
    sentence: str
    subject: SubjectOut
    count: int
    first_at: str
    last_at: str
    index: int


def _notice(row: Notice) -> dict[str, Any]:
    return {
        "uid": row.uid, "kind": row.kind, "severity": Severity(row.severity).word, "state": row.state,
        "sentence": letters.sentence(row, "en"), "subject": {"kind": row.subject_kind, "id": row.subject_id},
        "count": row.count, "first_at": rfc3339(row.first_at_ms), "last_at": rfc3339(row.last_at_ms),
        "index": row.index,
    }  # fmt: skip


@router.get("/notices", response=Listed[NoticeOut])
@needs(Permission.ACKNOWLEDGE, whole=True)
def notices(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """All notices of the organisation, the oldest first."""
    rows, more = page(Notice.objects.filter(organisation=fence.tenant(request)), asked)
    return listed([_notice(row) for row in rows], more)


@router.post("/notices/{uid}/take", response=NoticeOut)
@needs(Permission.ACKNOWLEDGE, whole=True)
def take(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Take it in hand: the next in line are not told any more."""
    return _after(request, uid, is_close=False)


@router.post("/notices/{uid}/close", response=NoticeOut)
@needs(Permission.ACKNOWLEDGE, whole=True)
def close(request: HttpRequest, uid: str) -> dict[str, Any]:
    """The matter is over."""
    return _after(request, uid, is_close=True)


def _after(request: HttpRequest, uid: str, *, is_close: bool) -> dict[str, Any]:
    row = fence.fetch(request, Notice, uid, Permission.ACKNOWLEDGE)
    (close_notice if is_close else take_notice)(fence.account(request), row)
    row.refresh_from_db()
    return _notice(row)
