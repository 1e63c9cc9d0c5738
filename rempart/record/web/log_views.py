"""The record as an auditor reads it: the list, one entry with its proof, and all steps about one thing."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from rempart.design import formats
from rempart.design.zones import zones
from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.words import area_word
from rempart.events.catalogue import catalogue
from rempart.events.sentence import outline
from rempart.ledger.commitment import unseal
from rempart.ledger.entry import Recorded
from rempart.ledger.store import Numbered, chain
from rempart.record.actions.fold_index import folded_to
from rempart.record.actions.note_reading import note_reading
from rempart.record.core.terms import terms_of
from rempart.record.store import index as entries
from rempart.record.web import clock, question
from rempart.record.web.lines import lines, sentence_of
from rempart.record.web.names import Names, choices
from rempart.record.web.page import show
from rempart.record.web.proof_page import proof_of
from rempart.record.web.words import SEALED_FIELDS, SEALED_GROUPS

MOST_STEPS = 500  # of one trail; a site has more, and the list then begins with the newest
MOST_SITES = 500  # offered in the filter


def _reader(request: HttpRequest) -> str:
    """Who reads is checked and noted; the language to read in."""
    fence.demand_everywhere(request, Permission.READ_RECORD)
    note_reading(fence.account(request), fence.tenant(request))
    return formats.short_language(get_language())


@login_required
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """What happened, the newest first, narrowed by what was asked."""
    language = _reader(request)
    organisation, (zone_name, zone) = fence.tenant(request), clock.zone_of(request)
    asked = question.read(request.GET.dict(), zone)
    found = question.answer(organisation, asked, language)
    return show(
        request,
        "log",
        "record",
        asked=asked,
        typed={**asked.typed, "since": asked.typed["from"]},
        lines=lines(request, found.entries, zone, language),
        found=found,
        older_href=asked.href(found.older) if found.older is not None else "",
        is_first=asked.before is None,
        people=choices(request),
        sites=Site.objects.filter(organisation=organisation).order_by("address")[:MOST_SITES],
        kinds=_kinds(language),
        zone=zone_name,
        zones=zones(),
    )


def _kinds(language: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Areas with their word, and in each the kinds with their sentence."""
    by_area: dict[str, list[tuple[str, str]]] = {}
    for name, kind in catalogue().items():
        by_area.setdefault(name.split(".")[0], []).append((name, formats.spaced(outline(kind, language), language)))
    return [(area, area_word(area), named) for area, named in sorted(by_area.items())]


@login_required
@require_GET
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry, its proof, its sealed fields for who may see people, and the way to all steps of its matter."""
    language = _reader(request)
    organisation, (_name, zone) = fence.tenant(request), clock.zone_of(request)
    raw = raw_connection()
    page = proof_of(raw, organisation.uid, index, lambda other: reverse("record_entry", args=[other]))
    if page is None:
        raise Http404
    (line,) = lines(request, [Numbered(index, page.recorded)], zone, language)
    return show(
        request,
        "entry",
        "record",
        page=page,
        line=line,
        title=sentence_of(page.recorded.entry, language),
        sealed=_sealed(request, page.recorded),
        trails=_trails(request, page.recorded),
    )


def _sealed(request: HttpRequest, recorded: Recorded) -> list[dict[str, Any]]:
    may = fence.may_everywhere(request, Permission.READ_PEOPLE)
    raw, found = raw_connection(), []
    for group, made in recorded.entry.commitments.items():
        fields = unseal(raw, made) if may else None
        shown = [(SEALED_FIELDS.get(name, name), value) for name, value in sorted(fields.items())] if fields else []
        found.append({"group": SEALED_GROUPS.get(group, group), "may": may, "fields": shown})
    return found


def _trails(request: HttpRequest, recorded: Recorded) -> list[tuple[str, str]]:
    """Ids named in the entry, each with a word for it; a flow has one of its own, which all its steps name."""
    said = recorded.entry
    named, terms = {said.subject.id: said.subject.kind}, terms_of(said, None)
    for key, value in said.body.items():
        if isinstance(value, str) and f"id:{value}" in terms:
            named.setdefault(value, key)
    names = Names(request, named)
    return [(uid, names.about(kind, uid)) for uid, kind in named.items() if uid != said.org]


@login_required
@require_GET
def trail(request: HttpRequest, uid: str) -> HttpResponse:
    """All steps that name one thing: a request, a person, a site; who and when, the oldest first."""
    language = _reader(request)
    organisation, (_name, zone) = fence.tenant(request), clock.zone_of(request)
    raw = raw_connection()
    found = entries.find(organisation, [[f"id:{uid}"]], folded_to(organisation), 0, MOST_STEPS + 1)
    numbers: Sequence[int] = found.indexes[:MOST_STEPS]
    held = question.read_all(raw, chain(raw, organisation.uid), numbers[::-1])
    if not held:
        raise Http404
    subjects = (one.recorded.entry.subject for one in held)
    kind = next((subject.kind for subject in subjects if subject.id == uid), "")
    name = Names(request, [uid]).about(kind, uid) if kind else uid
    is_cut = len(found.indexes) > MOST_STEPS
    steps = lines(request, held, zone, language)
    return show(request, "trail", "record", lines=steps, uid=uid, name=name, is_cut=is_cut)
