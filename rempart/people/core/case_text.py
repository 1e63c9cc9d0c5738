"""Reads a case: the grammar of docs/cases.md. What it finds may still be a bad case: see `case_faults`."""

import re

from rempart.people.core.case import Aspect, Case, Chapter, Defence, Event, Kind, Side
from rempart.people.core.lesson_text import head_choice, head_list, head_number, head_sources, head_text
from rempart.people.core.page_text import BadText, Line, Part, head_and_body, parts, prose
from rempart.people.core.section_text import MAX_ITEMS, items_of, sections_of, told_otherwise

SECTIONS = (
    "What happened", "How it was done", "Impact", "Root causes", "Defences", "Often told otherwise", "For you",
    "Talk about it",
)  # fmt: skip
CIRCLES = ("The organisation", "Customers and partners", "Everybody else")
_DEFENCE = re.compile(r"\(([a-z][a-z0-9_]{0,39}), (technology|process|culture)\) (.+)\Z")
_LISTS = ("rows", "threats", "controls", "lessons", "drills", "review")


def read(case_id: str, language: str, data: bytes) -> Case:
    """One case of one file. Raises BadText."""
    head, body = head_and_body(data)
    happened, how, impact, causes, defences, told, for_you, talk = sections_of(body, SECTIONS)
    circles = _chapters(impact)
    if tuple(one.title for one in circles) != CIRCLES:
        raise BadText(impact.number, "the impact has three circles: " + ", ".join(f"“## {name}”" for name in CIRCLES))
    return Case(
        id=case_id, language=language, title=head_text(head, "title"), summary=head_text(head, "summary"),
        order=head_number(head, "order"), kind=head_choice(head, "kind", Kind),
        side=head_choice(head, "dimension", Side), sources=head_sources(head),
        events=tuple(_event(line, text) for line, text in items_of(happened)), technique=_text(how), circles=circles,
        causes=_chapters(causes), defences=tuple(_defence(line, text) for line, text in items_of(defences)),
        told=tuple(told_otherwise(line, text, "What the sources say.") for line, text in items_of(told)),
        for_you=tuple(text for _, text in items_of(for_you)), talk=tuple(text for _, text in items_of(talk)),
        **{name: head_list(head, name) for name in _LISTS},
    )  # fmt: skip


def _chapters(part: Part) -> tuple[Chapter, ...]:
    before, found = parts(part.lines, 2)
    if prose(before) or not 0 < len(found) <= MAX_ITEMS:
        raise BadText(part.number, f"“# {part.title}” has 1 to {MAX_ITEMS} headings “## …” with their paragraphs")
    return tuple(Chapter(one.title, _text(one)) for one in found)


def _text(part: Part) -> str:
    if not (text := prose(part.lines)):
        raise BadText(part.number, f"“{part.title[:60]}” has no text")
    return text


def _event(line: Line, text: str) -> Event:
    when, mark, what = text.partition(" | ")
    if not mark or not when.strip() or not what.strip():
        raise BadText(line.number, "an event reads “- 2025-11-18 11:05 UTC | What happened. [source]”")
    return Event(when.strip(), what.strip())


def _defence(line: Line, text: str) -> Defence:
    found = _DEFENCE.match(text)
    if found is None:
        raise BadText(line.number, "a defence reads “- (control_id, technology) What to do.”; or process, or culture")
    return Defence(found[1], Aspect(found[2]), found[3])
