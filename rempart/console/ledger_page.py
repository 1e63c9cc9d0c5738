"""One entry of the ledger, with the proof that it stands there and how to check that without us."""

import base64
import contextlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rempart.channel.place import state_folder
from rempart.design import formats
from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.events.catalogue import catalogue as event_kinds
from rempart.ledger import keys, proof
from rempart.ledger.entry import Entry
from rempart.ledger.note import BadNote
from rempart.ledger.proof import Inclusion
from rempart.ledger.stores import sqlite
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame

LARGEST_INDEX = 2**53 - 1  # the format's own limit; a larger number in an address is no entry


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything ledger_entry.html shows; `steps` is None while the entry is under no signed checkpoint."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    log: str
    index: int
    kind: str
    happened_ms: int
    recorded_ms: int
    actor: str
    hash: str
    canonical: str
    steps: list[str] | None
    size: int
    root: str
    checkpoint: str
    holds: bool
    key: str
    newer_href: str
    older_href: str


@login_required
@require_GET
def entry(request: HttpRequest, uid: str, index: int) -> HttpResponse:
    """An entry of the organisation's own log; there is no address for another's."""
    site = fence.site(request, uid, Permission.READ_PROOF)
    page = _page(frame_of(site), site.organisation.uid, index)
    return render(request, "console/ledger_entry.html", {"page": page, "site": site, "section": "sites"})


def _page(frame: Frame, log: str, index: int) -> EntryPage:
    raw = raw_connection()
    found = sqlite.read_after(raw, log, index - 1, limit=1) if index <= LARGEST_INDEX else []
    head = sqlite.head(raw, log)
    if not found or found[0].index != index or head is None:
        raise Http404
    recorded, shown = found[0], _inclusion(raw, log, index)
    canonical = sqlite.entry_bytes(raw, log, index) or b""
    number = formats.number(index, frame.language)
    return EntryPage(
        tabs=tabs(frame.links, "history"),
        crumbs=crumbs(frame.links, frame.address, _("Entry %(index)s") % {"index": number}),
        title=sentence_of(recorded.entry, frame),
        lead=_("Entry %(index)s of the ledger.") % {"index": number},
        lab=bool(frame.document["lab"]),
        log=log,
        index=index,
        kind=recorded.entry.kind,
        happened_ms=recorded.entry.at_ms,
        recorded_ms=recorded.recorded_ms,
        actor=recorded.entry.actor,
        hash=recorded.hash,
        canonical=canonical.decode(),
        steps=[base64.b64encode(step).decode() for step in shown.hashes] if shown else None,
        size=shown.size if shown else head.size,
        root=base64.b64encode(shown.root if shown else head.root).decode(),
        checkpoint=shown.checkpoint if shown else "",
        holds=shown is not None and shown.holds(),
        key=_key(log),
        newer_href=frame.links.entry(index + 1) if index + 1 < head.size else "",
        older_href=frame.links.entry(index - 1) if index else "",
    )


def sentence_of(said: Entry, frame: Frame) -> str:
    """The kind's own sentence in the page's language; the kind's name for one that a newer release has written."""
    kind = event_kinds().get(said.kind)
    if kind is None:
        return said.kind
    text = {"en": kind.en, "fr": kind.fr, "zh": kind.zh}[frame.language]
    return formats.spaced(text.format_map(_Words(said.body, frame)), frame.language)


class _Words(dict[str, str]):
    """The slots of a sentence: a control by its title, a moment as a date, what is not there as a dash."""

    def __init__(self, body: dict[str, Any], frame: Frame) -> None:
        super().__init__((name, _word(name, value, frame)) for name, value in body.items())

    def __missing__(self, key: str) -> str:
        return "–"


def _word(name: str, value: Any, frame: Frame) -> str:
    text = str(value)
    with contextlib.suppress(KeyError, ValueError):
        if name == "control":
            return frame.texts.control(text).title
        if name == "until":
            return formats.moment(text, frame.language)
    return text


def _inclusion(raw: Any, log: str, index: int) -> Inclusion | None:
    try:
        return proof.inclusion(raw, log, index)
    except LookupError:
        return None


def _key(log: str) -> str:
    with contextlib.suppress(FileNotFoundError, BadNote):
        return str(keys.load(state_folder()).verifier(log))
    return ""
