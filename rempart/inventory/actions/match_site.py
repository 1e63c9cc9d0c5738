"""Which known flaws a site has now: told once each, again when a mended release appears, and when it is over."""

from dataclasses import dataclass, field

from django.db import transaction

from rempart.directory.actions.action import Record, now_ms, one_at_a_time, system_action
from rempart.directory.store.models import Site
from rempart.events import inventory as events
from rempart.events.kind import EventKind
from rempart.inventory.core.flaw import is_version, next_fix, severity
from rempart.inventory.store.models import Component, Exposure, FlawPart, Survey
from rempart.inventory.store.parts import components, flaw_parts, is_whole, part_of, type_of
from rempart.terms.duration import HOUR_S
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity

LOUD_MAX = 20  # flaws of one site told one by one in one pass; the rest is one sentence, and the list has all
WHERE_MAX = 200
FIXES_MAX = 50
HOUR_MS = HOUR_S * 1_000
KINDS: dict[Severity, EventKind] = {
    Severity.CRITICAL: events.GRAVE_FOUND,
    Severity.WARNING: events.FLAW_FOUND,
    Severity.NOTICE: events.SMALL_FOUND,
}


@dataclass
class Finding:
    """One flaw of one site, from every feed that tells it."""

    key: str
    rows: list[Component] = field(default_factory=list)
    told: list[FlawPart] = field(default_factory=list)

    def add(self, row: Component, part: FlawPart) -> None:
        """A component that has it."""
        if row not in self.rows:
            self.rows.append(row)
        self.told.append(part)

    @property
    def values(self) -> dict[str, object]:
        """For the row: the gravest score, the first disclosure."""
        flaws = [part.flaw for part in self.told]
        scores = [flaw.score for flaw in flaws if flaw.score is not None]
        dates = [flaw.published_ms for flaw in flaws if flaw.published_ms is not None]
        published, arrived = min(dates, default=None), min(flaw.arrived_ms for flaw in flaws)
        first = self.rows[0]
        fixes = [one for part in self.told for one in part.fixed_in[:FIXES_MAX] if part.slug == first.slug]
        score = max(scores, default=None)
        return {
            "parts": [[row.type, row.slug, row.version] for row in self.rows],
            "fixed_in": next_fix(first.version, fixes),
            "score": score,
            "severity": int(severity(score)),
            "cwe": next((flaw.cwe for flaw in flaws if flaw.cwe), None),
            "published_ms": published,
            "arrived_ms": arrived,
            "began_ms": max(published or arrived, min(row.since_ms for row in self.rows)),
        }


def match_due() -> bool:
    """One site whose inventory or whose feeds changed; True when there was one."""
    rows = Survey.objects.filter(due=True, site__organisation__closure=None)
    survey = rows.select_related("site__organisation").order_by("pk").first()
    if survey is None:
        return False
    with transaction.atomic():
        one_at_a_time(survey.site.organisation)
        Survey.objects.filter(pk=survey.pk).update(due=False)  # what changes from now on marks it anew
        match_site(survey.site)
    return True


def match_site(site: Site) -> None:
    """Everything that changed in one transaction; nothing is written where nothing did."""
    now = now_ms()
    rows = components(site, now)
    found, unsure = compare(rows)
    known = {row.key: row for row in Exposure.objects.filter(site=site)}
    fresh = [one for key, one in found.items() if key not in known or known[key].ended_ms is not None]
    mended = [(known[key], one) for key, one in found.items() if key in known and known[key].ended_ms is None]
    whole = is_whole(Survey.objects.filter(site=site).first(), now)
    gone = [
        row
        for key, row in known.items()
        if row.ended_ms is None and key not in found and not _open_still(row, rows, whole)
    ]
    Survey.objects.filter(site=site).update(unsure=unsure, told_ms=0)
    moved = [(row, one.values) for row, one in mended if _differs(row, one.values)]
    is_news = bool(fresh or gone) or any(_is_mended(row, values) for row, values in moved)
    with system_action(site.organisation) if is_news else transaction.atomic() as record:
        tell = Teller(record, site, now)
        tell.found(fresh, known)
        for row, values in moved:
            tell.moved(row, values)
        for row in gone:
            tell.ended(row, rows)


def compare(rows: list[Component]) -> tuple[dict[str, Finding], list[str]]:
    """Flaws by key, and components with known flaws whose version nobody knows."""
    known = flaw_parts(rows)
    found: dict[str, Finding] = {}
    unsure = []
    for row in rows:
        told = known.get((type_of(row), row.slug), [])
        if told and not is_version(row.version):
            unsure.append(f"{type_of(row)} {row.slug}")
            continue
        for one in told:
            if part_of(one).has_flaw(row.version):
                found.setdefault(one.flaw.key, Finding(one.flaw.key)).add(row, one)
    return found, sorted(set(unsure))


def _open_still(row: Exposure, rows: list[Component], whole: bool) -> bool:
    """Where nobody can say, it is not over: its version is not known any more, or it is only not seen from outside."""
    here = {(one.type, one.slug): one for one in rows}
    for kind, slug, _ in row.parts:
        one = here.get((kind, slug))
        if (one is None and not whole) or (one is not None and not one.version):
            return True
    return False


def _is_mended(row: Exposure, values: dict[str, object]) -> bool:
    return not row.fixed_in and bool(values["fixed_in"])


def _differs(row: Exposure, values: dict[str, object]) -> bool:
    return any(getattr(row, name) != values[name] for name in ("parts", "fixed_in", "score", "cwe", "published_ms"))


class Teller:
    """Writes rows and events of one pass."""

    def __init__(self, record: Record | None, site: Site, now: int) -> None:
        self.record, self.site, self.now = record, site, now

    def found(self, fresh: list[Finding], known: dict[str, Exposure]) -> None:
        """The gravest are told one by one."""
        ordered = sorted(
            ((one, one.values) for one in fresh), key=lambda pair: (-int(str(pair[1]["severity"])), pair[0].key)
        )
        for number, (one, values) in enumerate(ordered):
            again = {"found_ms": self.now, "index": None, "told_ms": None, "taken_ms": None, "taken_by": None, "ended_ms": None, "how": ""}  # fmt: skip
            if one.key in known:
                again["began_ms"] = max(int(str(values["began_ms"])), known[one.key].ended_ms or 0)
            own = {"organisation": self.site.organisation}
            row, _ = Exposure.objects.update_or_create(site=self.site, key=one.key, defaults={**own, **values, **again})
            if number < LOUD_MAX:
                self._say(KINDS[Severity(row.severity)], row)
        if len(ordered) > LOUD_MAX and self.record is not None:
            body = {"where": self._where, "count": len(ordered) - LOUD_MAX}
            self.record.event(events.FLAWS_SUMMED, Subject("site", self.site.uid), body, at_ms=self.now)

    def moved(self, row: Exposure, values: dict[str, object]) -> None:
        """Another version that has it too, a new score; or a mended release where there was none."""
        is_mended = _is_mended(row, values)
        kept = ("parts", "fixed_in", "score", "severity", "cwe", "published_ms")
        for name in kept:
            setattr(row, name, values[name])
        row.save(update_fields=kept)
        if is_mended:
            self._say(events.FIX_PUBLISHED, row)

    def ended(self, row: Exposure, rows: list[Component]) -> None:
        """Another version, gone from the site, or no longer a flaw to any feed."""
        here = {(one.type, one.slug): one.version for one in rows}
        versions = [(here.get((kind, slug)), version) for kind, slug, version in row.parts]
        is_gone, is_other = all(now is None for now, _ in versions), any(now != was for now, was in versions)
        row.how = "removed" if is_gone else "updated" if is_other else "corrected"
        row.ended_ms = self.now
        row.save(update_fields=["how", "ended_ms"])
        self._say(events.FLAW_ENDED, row, how=row.how, hours=max(0, self.now - row.found_ms) // HOUR_MS)

    def _say(self, kind: EventKind, row: Exposure, **more: object) -> None:
        if self.record is None:
            return
        part, slug, version = row.parts[0]
        body = {
            "where": self._where, "part": f"{part} {slug}" if part != "core" else "WordPress", "version": version,
            "flaw": row.key, "fixed_in": row.fixed_in or "no_release", "score": row.score, "site": self.site.uid, **more,
        }  # fmt: skip
        self.record.event(kind, Subject("exposure", row.uid), body, at_ms=self.now)

    @property
    def _where(self) -> str:
        return self.site.address[:WHERE_MAX]
