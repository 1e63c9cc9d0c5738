"""The vulnerability data feed of Wordfence Intelligence, versions 2 and 3: one object, a record under each id."""

from typing import Any

import msgspec

from rempart.inventory.core.flaw import CORE, TYPES, Flaw, Part, Span, cve_of, is_version, name_of, slug_of, versions_of
from rempart.inventory.core.moments import moment_ms
from rempart.inventory.core.reading import PARTS_MAX, SPANS_MAX, BadFeed, BadRecord, Read, each, kept

FORMAT = "wordfence"
OPEN = ("*", "")


def read(data: bytes) -> Read:
    """The production feed says more of each record, the scanner feed has more of them. Raises BadFeed."""
    try:
        records = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except (ValueError, RecursionError) as bad:
        raise BadFeed("unreadable") from bad
    return kept(FORMAT, (each(raw, take) for raw in records.values()))


def take(record: Any) -> Flaw | None:
    """One record. Raises BadRecord."""
    if not isinstance(record, dict) or not (own := name_of(record.get("id"))):
        raise BadRecord("id")
    software = record.get("software")
    if not isinstance(software, list) or len(software) > PARTS_MAX:
        raise BadRecord("software")
    parts = tuple(part for one in software if (part := _part(one)) is not None)
    if not parts:
        return None
    cvss, cwe = record.get("cvss"), record.get("cwe")
    return Flaw(
        id=own,
        parts=parts,
        cve=cve_of([record.get("cve")]),
        score=_score(cvss.get("score")) if isinstance(cvss, dict) else None,
        cwe=_class(cwe.get("id")) if isinstance(cwe, dict) else None,
        published_ms=moment_ms(record.get("published")),
        updated_ms=moment_ms(record.get("updated")),
    )


def _part(one: Any) -> Part | None:
    if not isinstance(one, dict) or one.get("type") not in TYPES:
        return None
    slug = CORE if one["type"] == "core" else slug_of(one.get("slug"))
    versions = one.get("affected_versions")
    if not slug or not isinstance(versions, dict) or len(versions) > SPANS_MAX:
        return None
    spans = tuple(span for value in versions.values() if (span := _span(value)) is not None)
    return Part(one["type"], slug, spans, versions_of(one.get("patched_versions"), SPANS_MAX)) if spans else None


def _span(value: Any) -> Span | None:
    if not isinstance(value, dict):
        return None
    low, high = value.get("from_version", "*"), value.get("to_version", "*")
    if not all(isinstance(end, str) and (end in OPEN or is_version(end)) for end in (low, high)):
        return None
    low_in, high_in = value.get("from_inclusive", True) is not False, value.get("to_inclusive", True) is not False
    return Span("" if low in OPEN else low, low_in, "" if high in OPEN else high, high_in)


def _score(value: object) -> int | None:
    is_one = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 10
    return round(float(value) * 10) if is_one else None  # type: ignore[arg-type]


def _class(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000 else None
