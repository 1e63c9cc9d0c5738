"""Follow the record: what sites are made of, when a flaw was told, and when a person took it in hand."""

from collections.abc import Mapping

from rempart.directory.actions.follow import follow
from rempart.directory.store.models import Account, Organisation, Site
from rempart.events import inventory as events
from rempart.events import notices as notice_events
from rempart.events.catalogue import catalogue
from rempart.facts.wire import from_body
from rempart.facts.wordpress_core import WordPressComponents, WordPressCore
from rempart.inventory.core.flaw import CORE, is_version, slug_of
from rempart.inventory.store.models import VERSION_MAX, Component, Exposure, Survey
from rempart.ledger.entry import Recorded
from rempart.terms.evidence import EvidenceClass

READER = "inventory.follow"
FACTS = frozenset({WordPressCore.kind, WordPressComponents.kind})
FOUND = (events.GRAVE_FOUND.name, events.FLAW_FOUND.name, events.SMALL_FOUND.name, events.FIX_PUBLISHED.name)
SUMMED, TAKEN = events.FLAWS_SUMMED.name, notice_events.NOTICE_TAKEN.name
KINDS = (*(name for name in catalogue() if name.endswith(".fact.recorded")), *FOUND, SUMMED, TAKEN)
COMPONENTS_MAX = 2_000  # of one site; a lying observer fills no table
WHOLE = "companion"  # the observer who sees the whole list
TYPES = {"plugin": "plugin", "must-use": "must-use", "theme": "theme"}

Seen = Mapping[tuple[str, str], str]


def follow_record() -> bool:
    """One batch of every organisation's log."""
    return follow(READER, KINDS, take)


def take(organisation: Organisation, recorded: Recorded) -> None:
    """Part of the reader's transaction: rows only."""
    entry = recorded.entry
    mine = Exposure.objects.filter(organisation=organisation)
    if entry.kind in FOUND:
        mine.filter(uid=entry.subject.id, index=None).update(index=recorded.index, told_ms=recorded.recorded_ms)
    elif entry.kind == SUMMED:
        rows = mine.filter(site__uid=entry.subject.id, index=None, found_ms=entry.at_ms)
        rows.update(index=recorded.index, told_ms=recorded.recorded_ms)
    elif entry.kind == TAKEN:
        _taken(organisation, recorded)
    elif entry.body.get("fact_kind") in FACTS:
        _facts(organisation, recorded)


def _taken(organisation: Organisation, recorded: Recorded) -> None:
    entry = recorded.entry
    index, uid = entry.body.get("index"), entry.actor.removeprefix("account:")
    if not isinstance(index, int):
        return
    rows = Exposure.objects.filter(organisation=organisation, index=index, taken_ms=None)
    sites = list(rows.values_list("site", flat=True))
    if rows.update(taken_ms=entry.at_ms, taken_by=Account.objects.filter(uid=uid).first()):
        Survey.objects.filter(site__in=sites).update(told_ms=0)  # the record hears of it at once


def _facts(organisation: Organisation, recorded: Recorded) -> None:
    entry = recorded.entry
    site = Site.objects.filter(organisation=organisation, uid=entry.subject.id).first()
    seen = from_body(entry.body, org=entry.org, subject=entry.subject, at_ms=entry.at_ms, ref=recorded.ref)
    if site is None or seen is None or seen.evidence < EvidenceClass.OBSERVED:
        return
    fact, at = seen.fact, seen.taken_at_ms
    if isinstance(fact, WordPressCore):
        told = {("core", CORE): _version(fact.version)} if fact.is_wordpress else {}
        _keep(site, seen.source, told, ("core",), at)
    elif isinstance(fact, WordPressComponents):
        named = [(TYPES.get(one.type), slug_of(one.slug), one.version) for one in fact.components[:COMPONENTS_MAX]]
        parts = {(kind, slug): _version(version) for kind, slug, version in named if kind and slug}
        _keep(site, seen.source, parts, tuple(TYPES), at)
        if seen.source == WHOLE:
            Survey.objects.filter(site=site, whole_ms__lt=at).update(whole_ms=at)


def _version(text: str | None) -> str:
    return text if text and len(text) <= VERSION_MAX and is_version(text) else ""


def _keep(site: Site, source: str, parts: Seen, types: tuple[str, ...], at: int) -> None:
    """What one observer says now. Whoever sees all is believed about what is gone; from outside absence proves nothing."""
    survey, _ = Survey.objects.get_or_create(site=site)
    rows = {(row.type, row.slug): row for row in Component.objects.filter(site=site, source=source, type__in=types)}
    if any(row.seen_ms > at for row in rows.values()):
        return  # an older look that arrived late
    changed = False
    for (kind, slug), version in parts.items():
        row = rows.pop((kind, slug), None)
        if row is None:
            Component.objects.create(
                site=site, source=source, type=kind, slug=slug, version=version, since_ms=at, seen_ms=at
            )
            changed = True
        else:
            is_same = row.version == version
            values = {"seen_ms": at} if is_same else {"seen_ms": at, "version": version, "since_ms": at}
            Component.objects.filter(pk=row.pk).update(**values)
            changed |= not is_same
    left = [row.pk for row in rows.values()]
    if source == WHOLE and left:
        Component.objects.filter(pk__in=left).delete()
        changed = True
    Survey.objects.filter(pk=survey.pk, seen_ms__lt=at).update(seen_ms=at)
    if changed:
        Survey.objects.filter(pk=survey.pk).update(due=True)
