"""What a site is made of, as its observers say together."""

from collections.abc import Iterable

from rempart.directory.store.models import Site
from rempart.inventory.core.flaw import Part, Span
from rempart.inventory.core.pieces import pieces
from rempart.inventory.store.models import Component, FlawPart, Survey
from rempart.terms.duration import DAY_S

FRESH_MS = 2 * DAY_S * 1_000  # the companion tells its list at least every six hours; two days of silence end its word
LOST_MS = 30 * DAY_S * 1_000  # what was seen from outside and not again for a month is dropped
ASKED = 400  # names in one question
WHOLE = "companion"


def is_whole(survey: Survey | None, now: int) -> bool:
    """Has somebody who sees everything told the list lately?"""
    return survey is not None and survey.whole_ms >= now - FRESH_MS


def components(site: Site, now: int) -> list[Component]:
    """Where the companion speaks, its word alone; else the newest word of anybody about each, known versions first."""
    rows = list(Component.objects.filter(site=site, seen_ms__gte=now - LOST_MS).order_by("type", "slug", "pk"))
    if is_whole(Survey.objects.filter(site=site).first(), now):
        return [row for row in rows if row.source == WHOLE]
    best: dict[tuple[str, str], Component] = {}
    for row in rows:
        known = best.get((row.type, row.slug))
        if known is None or (bool(row.version), row.seen_ms) > (bool(known.version), known.seen_ms):
            best[row.type, row.slug] = row
    return list(best.values())


def flaw_parts(found: Iterable[Component]) -> dict[tuple[str, str], list[FlawPart]]:
    """What feeds know of these, by type and slug. A must-use plug-in is a plug-in to a feed."""
    slugs = sorted({row.slug for row in found})
    known: dict[tuple[str, str], list[FlawPart]] = {}
    for some in pieces(slugs, ASKED):
        for row in FlawPart.objects.filter(slug__in=some).select_related("flaw").order_by("pk"):
            known.setdefault((row.type, row.slug), []).append(row)
    return known


def type_of(row: Component) -> str:
    """As feeds call it."""
    return "plugin" if row.type == "must-use" else row.type


def part_of(row: FlawPart) -> Part:
    """As the rules know it."""
    return Part(row.type, row.slug, tuple(Span(*span) for span in row.spans), tuple(row.fixed_in))
