"""The API of the record: search, one entry with its proof, a range as an archive; outlets stand in api_outlets.py."""

from datetime import UTC
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Listed, Sent, needs
from rempart.directory.web.paging import listed
from rempart.ledger.export import CannotExport
from rempart.ledger.store import Numbered
from rempart.record.actions.note_reading import note_reading
from rempart.record.web import api_outlets, question
from rempart.record.web.export_views import MOST_ENTRIES, handed_out
from rempart.record.web.lines import sentence_of
from rempart.record.web.proof_page import LARGEST_INDEX, proof_of
from rempart.terms.moment import rfc3339

router = Router(tags=["record"])
router.add_router("", api_outlets.router)
READ = Permission.READ_RECORD


class Search(Schema):
    """As on the page *Record*; `after` is what the answer before said as `next`."""

    q: str = Field("", max_length=200)
    who: str = Field("", max_length=80)
    about: str = Field("", max_length=80)
    kind: str = Field("", max_length=80)
    severity: str = Field("", max_length=20)
    after: str = Field("", max_length=16)


class EntryOut(Schema):
    """One entry; people stand in it by uid only. `index` is its number in the record, `log` the log it lies in."""

    index: int
    log: str
    kind: str
    sentence: str
    actor: str
    subject_kind: str
    subject: str
    happened_at: str


class ProofOut(Schema):
    """`entry` is the exact text; `steps` its way to `root` (base64), null while no checkpoint covers it.

    `index` is its number in the record. The proof is of leaf `leaf` in the tree of `log`; the two differ only where
    the record goes on in another log, after a loss or a move.
    """

    index: int
    log: str
    leaf: int
    entry: str
    steps: list[str] | None
    size: int
    root: str
    checkpoint: str
    holds: bool
    key: str


class RangeIn(Sent):
    """The first and the last entry."""

    first: int = Field(ge=0, le=LARGEST_INDEX)
    last: int = Field(ge=0, le=LARGEST_INDEX)


def _entry(one: Numbered) -> dict[str, Any]:
    said = one.recorded.entry
    return {
        "index": one.number, "log": one.recorded.log, "kind": said.kind,
        "sentence": sentence_of(said, "en"), "actor": said.actor, "subject_kind": said.subject.kind,
        "subject": said.subject.id, "happened_at": rfc3339(said.at_ms),
    }  # fmt: skip


@router.get("/record", response=Listed[EntryOut])
@needs(READ, whole=True)
def search(request: HttpRequest, asked: Query[Search]) -> dict[str, Any]:
    """Search the record, the newest first, fifty at a time. That somebody read is recorded."""
    note_reading(fence.account(request), fence.tenant(request))
    typed = {**asked.dict(exclude={"after"}), "before": asked.after}
    found = question.answer(fence.tenant(request), question.read(typed, UTC), "en")
    return listed([_entry(one) for one in found.entries], None if found.older is None else str(found.older))


@router.get("/record/{int:index}", response=ProofOut)
@needs(READ, whole=True)
def entry(request: HttpRequest, index: int) -> dict[str, Any]:
    """One entry byte for byte, with the proof that it stands there."""
    note_reading(fence.account(request), fence.tenant(request))
    shown = proof_of(raw_connection(), fence.tenant(request).uid, index, lambda other: "")
    if shown is None:
        raise Http404
    return {
        "index": index, "log": shown.recorded.log, "leaf": shown.recorded.index, "entry": shown.canonical,
        "steps": shown.steps, "size": shown.size, "root": shown.root, "checkpoint": shown.checkpoint, "holds": shown.holds, "key": shown.key,
    }  # fmt: skip


@router.post("/record/export", openapi_extra={"responses": {200: {"description": "A zip archive.", "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}}})  # fmt: skip
@needs(Permission.EXPORT_RECORD, whole=True)
def export(request: HttpRequest, sent: RangeIn) -> HttpResponseBase:
    """A range with its proofs, as an archive that anybody can check. That somebody took it is recorded."""
    if not sent.first <= sent.last < sent.first + MOST_ENTRIES:
        raise HttpError(422, "The last entry comes before the first, or there are more than a million.")
    try:
        return handed_out(request, sent.first, sent.last)
    except CannotExport as cannot:
        raise HttpError(409, "These entries are not signed yet, or no longer kept.") from cannot
