"""A known flaw as a feed tells it, and whether a version has it: facts alone, no sentence of the feed is kept."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rempart.terms.php_version import MAX_VERSION_CHARACTERS, compare
from rempart.terms.severity import Severity

CORE = "wordpress"  # the slug of WordPress itself
TYPES = ("core", "plugin", "theme")
GRAVE, SMALL = 90, 40  # CVSS in tenths: critical from 9.0, low below 4.0
_VERSION = re.compile(r"v?[0-9]")
_CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,12}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_SLUG = re.compile(r"[a-z0-9_][a-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Span:
    """Versions from `low` to `high`; an empty end is open."""

    low: str = ""
    low_in: bool = True
    high: str = ""
    high_in: bool = True

    def holds(self, version: str) -> bool:
        """By PHP's order, as WordPress itself compares."""
        if self.low and (order := compare(version, self.low)) <= 0 and (order < 0 or not self.low_in):
            return False
        return not (self.high and (order := compare(version, self.high)) >= 0 and (order > 0 or not self.high_in))


@dataclass(frozen=True, slots=True)
class Part:
    """One component that has the flaw, in which versions, and the releases that mended it."""

    type: str
    slug: str
    spans: tuple[Span, ...]
    fixed_in: tuple[str, ...] = ()

    def has_flaw(self, version: str) -> bool:
        """A release that is named as mended is mended, whatever a wide span says."""
        if any(compare(version, one) == 0 for one in self.fixed_in):
            return False
        return any(span.holds(version) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Flaw:
    """`score` is CVSS in tenths, `cwe` its class; None = the feed does not say. Moments in milliseconds."""

    id: str
    parts: tuple[Part, ...]
    cve: str = ""
    score: int | None = None
    cwe: int | None = None
    published_ms: int | None = None
    updated_ms: int | None = None

    @property
    def key(self) -> str:
        """The same flaw has the same key in every feed that knows its CVE."""
        return self.cve or self.id


def is_version(text: str) -> bool:
    """`trunk`, or nothing, is no version that could be compared."""
    return _VERSION.match(text) is not None and len(text) <= MAX_VERSION_CHARACTERS


def severity(score: int | None) -> Severity:
    """Without a score somebody should look today."""
    if score is None:
        return Severity.WARNING
    return Severity.CRITICAL if score >= GRAVE else Severity.NOTICE if score < SMALL else Severity.WARNING


def next_fix(version: str, fixed_in: Iterable[str]) -> str:
    """The nearest mended release above that version; empty when none is known."""
    best = ""
    for one in fixed_in:
        if compare(one, version) > 0 and (not best or compare(one, best) < 0):
            best = one
    return best


def cve_of(texts: Iterable[object]) -> str:
    """The first that is one."""
    return next((text for text in texts if isinstance(text, str) and _CVE.fullmatch(text)), "")


def name_of(text: object) -> str:
    """Of a flaw; empty for what is none."""
    return text if isinstance(text, str) and _NAME.fullmatch(text) else ""


def slug_of(text: object) -> str:
    """Of a component; empty for what is none."""
    slug = text.lower() if isinstance(text, str) else ""
    return slug if _SLUG.fullmatch(slug) else ""


def versions_of(texts: object, most: int) -> tuple[str, ...]:
    """Those that can be compared."""
    if not isinstance(texts, Sequence) or isinstance(texts, str):
        return ()
    return tuple(one for one in texts[:most] if isinstance(one, str) and is_version(one))
