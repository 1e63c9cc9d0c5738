"""Reads a rule: the grammar of docs/rules.md. What it finds may still be a bad rule: see `rule_faults`."""

import re

from rempart.people.core.lesson_text import head_choice, head_list, head_number, head_sources, head_text
from rempart.people.core.page_text import BadText, Line, head_and_body, prose
from rempart.people.core.rule import Claim, Numbering, Rule, Sort
from rempart.people.core.section_text import items_of, sections_of, told_otherwise

SECTIONS = ("What it is", "Whom it binds", "What it asks of you", "Tomorrow", "Often misread")
_AT = re.compile(r"[A-Z0-9][A-Za-z0-9.()/-]{0,29}( [A-Za-z0-9.()/-]{1,29})?")  # 32(4), A.6.3, HRS-11, 2019/881 46
_LISTS = ("rows", "threats", "controls", "lessons", "review")


def read(rule_id: str, language: str, data: bytes) -> Rule:
    """One rule of one file. Raises BadText."""
    head, body = head_and_body(data)
    what, binds, asks, tomorrow, misread = sections_of(body, SECTIONS)
    if not (told := prose(what.lines)):
        raise BadText(what.number, f"“{what.title}” has no text")
    return Rule(
        id=rule_id, language=language, title=head_text(head, "title"), summary=head_text(head, "summary"),
        order=head_number(head, "order"), sort=head_choice(head, "sort", Sort),
        numbering=head_choice(head, "numbering", Numbering), official=head_text(head, "official"),
        since=head_text(head, "since"), sources=head_sources(head), what=told,
        binds_if=tuple(tuple(group.split("+")) for group in head_list(head, "binds_if")),
        binds=tuple(text for _, text in items_of(binds)), asks=tuple(_claim(*one) for one in items_of(asks)),
        tomorrow=tuple(text for _, text in items_of(tomorrow)), misread=tuple(told_otherwise(*one, "What it says.") for one in items_of(misread)),
        **{name: head_list(head, name) for name in _LISTS},
    )  # fmt: skip


def _claim(line: Line, text: str) -> Claim:
    at, mark, what = text.partition(" | ")
    if not mark or not what.strip() or not _AT.fullmatch(at.strip()):
        raise BadText(line.number, "a claim reads “- 32(4) | What it asks. [source]”; the number comes first")
    return Claim(at.strip(), what.strip())
