"""What the pages of known flaws show: rows made plain."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from rempart.design import formats
from rempart.directory.actions.action import now_ms
from rempart.inventory.actions.tell_inventory import heard_ms
from rempart.inventory.store.models import Exposure, Feed
from rempart.inventory.web.words import CLASSES, ENDS, fault_word, format_word, grade, part_word, to_do

CVE = "https://www.cve.org/CVERecord?id="


@dataclass(frozen=True, slots=True)
class Line:
    """One flaw of one site."""

    row: Exposure
    word: str
    kind: str
    score: str
    parts: str
    what: str
    to_do: str
    href: str
    known_for: str
    heard_after: str
    end: str


@dataclass(frozen=True, slots=True)
class FeedLine:
    """How fresh a feed is."""

    row: Feed
    format: str
    age: str
    fault: str


def lines(rows: Iterable[Exposure]) -> list[Line]:
    """As a list."""
    return [_line(row) for row in rows]


def feed_lines(rows: Iterable[Feed]) -> list[FeedLine]:
    """All of them."""
    now = now_ms()
    return [
        FeedLine(row, format_word(row.format), _duration(now - row.fresh_ms) if row.fresh_ms else "", fault_word(row.trouble))
        for row in rows
    ]  # fmt: skip


def _line(row: Exposure) -> Line:
    word, kind = grade(row.severity)
    heard = heard_ms(row)
    return Line(
        row=row,
        word=word,
        kind=kind,
        score=formats.number(row.score / 10, _language()) if row.score is not None else "",
        parts=formats.listed((f"{part_word(kind, slug)} {version}" for kind, slug, version in row.parts), _language()),
        what=str(CLASSES.get(row.cwe or 0, "")),
        to_do=to_do(row.fixed_in),
        href=f"{CVE}{row.key}" if row.key.startswith("CVE-") else "",
        known_for=_duration((row.ended_ms or now_ms()) - row.began_ms),
        heard_after=_duration(heard - row.found_ms) if heard is not None else "",
        end=str(ENDS.get(row.how, "")),
    )


def _duration(ms: int) -> str:
    return formats.duration(max(0, ms) / 1_000, _language())


def _language() -> str:
    return formats.short_language(get_language())
