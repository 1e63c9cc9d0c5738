"""One entry of the ledger, with the proof that it stands there and how to check that without us."""

import contextlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rempart.design import formats
from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.events.catalogue import catalogue as event_kinds
from rempart.ledger.entry import Entry
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame
from rempart.record.web.proof_page import Proof, proof_of


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What ledger_entry.html shows besides the proof."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    proof: Proof


@login_required
@require_GET
def entry(request: HttpRequest, uid: str, index: int) -> HttpResponse:
    """An entry of the organisation's own log; there is no address for another's."""
    site = fence.site(request, uid, Permission.READ_PROOF)
    page = _page(frame_of(site), site.organisation.uid, index)
    return render(request, "console/ledger_entry.html", {"page": page, "site": site, "section": "sites"})


def _page(frame: Frame, log: str, index: int) -> EntryPage:
    shown = proof_of(raw_connection(), log, index, frame.links.entry)
    if shown is None:
        raise Http404
    number = formats.number(index, frame.language)
    return EntryPage(
        tabs=tabs(frame.links, "history"),
        crumbs=crumbs(frame.links, frame.address, _("Entry %(index)s") % {"index": number}),
        title=sentence_of(shown.recorded.entry, frame),
        lead=_("Entry %(index)s of the ledger.") % {"index": number},
        lab=bool(frame.document["lab"]),
        proof=shown,
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
