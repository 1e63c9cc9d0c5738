"""The API of an organisation's export: ask, follow, stop, fetch."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.directory.web.idempotent import idempotent
from rempart.upkeep.envelope import SHORTEST
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import asked
from rempart.upkeep.web.export_views import handed_out

router = Router(tags=["organisation"])
NEEDED = Permission.MANAGE_ORGANISATION


class Words(Sent):
    """What seals the file. It is kept, sealed itself, until the file is made."""

    passphrase: str = Field(min_length=SHORTEST, max_length=asked.LONGEST)


class ExportShown(Sent):
    """`state`: waiting, working, ready, failed, stopped or gone. `step` of `steps` are done."""

    uid: str
    state: str
    step: int
    steps: int
    asked_at: str | None
    until: str | None
    bytes: int | None
    trouble: str
    is_for_you: bool


def _shown(request: HttpRequest, row: OrganisationExport) -> dict[str, Any]:
    return {
        "uid": row.uid, "state": row.state, "step": row.done, "steps": row.total, "asked_at": moment(row.asked_at_ms),
        "until": moment(row.until_ms), "bytes": row.bytes or None, "trouble": row.trouble,
        "is_for_you": asked.is_there_for(fence.account(request), row),
    }  # fmt: skip


@router.get("/organisation/exports", response=list[ExportShown])
@needs(NEEDED, whole=True)
def list_exports(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest first."""
    rows = OrganisationExport.objects.filter(organisation=fence.tenant(request)).order_by("-pk")[:20]
    return [_shown(request, row) for row in rows]


@router.post("/organisation/exports", response={202: ExportShown})
@needs(NEEDED, whole=True)
@idempotent
def ask_for_export(request: HttpRequest, sent: Words) -> Answer:
    """Everything of the organisation in one sealed file; the worker begins within seconds. 409 while one is made."""
    try:
        made = asked.ask_export(fence.account(request), fence.tenant(request), sent.passphrase)
    except asked.BadWords as bad:
        raise HttpError(422, "The passphrase needs at least 12 characters, without spaces at its ends.") from bad
    except asked.UnderWay as busy:
        raise HttpError(409, "One is being made already; wait for it, or stop it.") from busy
    return Status(202, _shown(request, made))


@router.post("/organisation/exports/{uid}/stop", response={200: ExportShown})
@needs(NEEDED, whole=True)
@idempotent
def stop_export(request: HttpRequest, uid: str) -> Answer:
    """Nothing of it is kept. 409 when it has ended."""
    row = fence.fetch(request, OrganisationExport, uid, NEEDED)
    try:
        asked.stop_export(fence.account(request), row)
    except asked.NotThere as ended:
        raise HttpError(409, "It has ended already.") from ended
    row.refresh_from_db()
    return Status(200, _shown(request, row))


@router.post("/organisation/exports/{uid}/fetch")
@needs(NEEDED, whole=True)
def fetch_export(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The file (zip), for the account that asked alone; once all of it was taken it is removed."""
    try:
        return handed_out(request, fence.fetch(request, OrganisationExport, uid, NEEDED))
    except asked.NotThere as gone:
        raise HttpError(404, "It is not there, or not for this account.") from gone
