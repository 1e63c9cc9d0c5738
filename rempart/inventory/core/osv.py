"""OSV records: one, a list, or one a line. Of packages those that are WordPress, a plug-in or a theme of its directory."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from rempart.inventory.core.cvss import base_score
from rempart.inventory.core.flaw import CORE, Flaw, Part, Span, cve_of, is_version, name_of, slug_of
from rempart.inventory.core.moments import moment_ms
from rempart.inventory.core.reading import PARTS_MAX, SPANS_MAX, BadFeed, BadRecord, Read, each, kept

FORMAT = "osv"
PREFIXES = {"wpackagist-plugin/": "plugin", "wpackagist-theme/": "theme"}  # packages of Composer for WordPress
CORES = frozenset(
    {
        ("Packagist", "johnpbloch/wordpress-core"), ("Packagist", "johnpbloch/wordpress"), ("Packagist", "roots/wordpress"),
        ("Packagist", "roots/wordpress-no-content"), ("Packagist", "roots/wordpress-full"), ("Packagist", "wordpress/wordpress"),
        ("Bitnami", "wordpress"),
    }
)  # fmt: skip
WORDS = {"CRITICAL": 90, "HIGH": 70, "MODERATE": 40, "MEDIUM": 40, "LOW": 10}  # the lower end of each word of GHSA
_CWE = re.compile(r"CWE-([1-9][0-9]{0,3})")


def read(data: bytes) -> Read:
    """Raises BadFeed."""
    return kept(FORMAT, (each(raw, take) for raw in _records(data)))


def _records(data: bytes) -> Iterator[msgspec.Raw | bytes]:
    try:
        if data.lstrip()[:1] == b"[":
            yield from msgspec.json.decode(data, type=list[msgspec.Raw])
        elif _is_one(data):
            yield data
        else:
            yield from (line for line in data.splitlines() if line.strip())
    except (ValueError, RecursionError) as bad:
        raise BadFeed("unreadable") from bad


def _is_one(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except (ValueError, RecursionError):
        return False
    return True


def take(record: Any) -> Flaw | None:
    """One record. Raises BadRecord."""
    if not isinstance(record, dict) or not (own := name_of(record.get("id"))):
        raise BadRecord("id")
    affected = record.get("affected", [])
    if not isinstance(affected, list) or len(affected) > PARTS_MAX:
        raise BadRecord("affected")
    parts = tuple(part for one in affected if (part := _part(one)) is not None)
    if not parts or record.get("withdrawn"):
        return None
    aliases = record.get("aliases")
    own_words = record.get("database_specific")
    told = own_words if isinstance(own_words, dict) else {}
    return Flaw(
        id=own,
        parts=parts,
        cve=cve_of([own, *(aliases if isinstance(aliases, list) else [])]),
        score=_score(record.get("severity"), told.get("severity")),
        cwe=_class(told.get("cwe_ids")),
        published_ms=moment_ms(record.get("published")),
        updated_ms=moment_ms(record.get("modified")),
    )


def _part(one: Any) -> Part | None:
    package = one.get("package") if isinstance(one, dict) else None
    if not isinstance(package, dict) or (named := _named(package)) is None:
        return None
    spans: list[Span] = []
    fixed: list[str] = []
    ranges = one.get("ranges")
    for value in (ranges if isinstance(ranges, list) else [])[:SPANS_MAX]:
        if isinstance(value, dict) and value.get("type") in ("ECOSYSTEM", "SEMVER"):
            _events(value.get("events"), spans, fixed)
    exact = one.get("versions")
    for version in (exact if isinstance(exact, list) else [])[:SPANS_MAX]:
        if isinstance(version, str) and is_version(version):
            spans.append(Span(version, True, version, True))
    return Part(*named, tuple(spans), tuple(fixed)) if spans else None


def _named(package: dict[str, Any]) -> tuple[str, str] | None:
    ecosystem, name = package.get("ecosystem"), package.get("name")
    if not isinstance(name, str) or not isinstance(ecosystem, str):
        return None
    if (ecosystem, name.lower()) in CORES:
        return "core", CORE
    for prefix, kind in PREFIXES.items():
        if ecosystem == "Packagist" and name.startswith(prefix) and (slug := slug_of(name.removeprefix(prefix))):
            return kind, slug
    return None


def _events(events: object, spans: list[Span], fixed: list[str]) -> None:
    """In the order of the file, as the schema has them: each beginning is ended by what comes next."""
    low: str | None = None
    for event in (events if isinstance(events, list) else [])[:SPANS_MAX]:
        name, version = next(iter(event.items())) if isinstance(event, dict) and event else ("", "")
        if not isinstance(version, str) or not is_version(version):
            continue
        if name == "introduced":
            low = "" if version == "0" else version
        elif name in ("fixed", "last_affected") and low is not None:
            spans.append(Span(low, True, version, name == "last_affected"))
            fixed += [version] if name == "fixed" else []
            low = None
    if low is not None:
        spans.append(Span(low))


def _score(severities: object, word: object) -> int | None:
    for one in severities if isinstance(severities, list) else []:
        vector = one.get("score") if isinstance(one, dict) else None
        if isinstance(vector, str) and (found := base_score(vector)) is not None:
            return found
    return WORDS.get(word.upper()) if isinstance(word, str) else None


def _class(texts: object) -> int | None:
    for one in texts if isinstance(texts, list) else []:
        if isinstance(one, str) and (found := _CWE.fullmatch(one)):
            return int(found[1])
    return None
