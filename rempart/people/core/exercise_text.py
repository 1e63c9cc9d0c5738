"""Reads a played drill: the grammar of docs/exercises.md."""

import re

from rempart.people.core.exercise import Exercise, Mark, Role, Turn
from rempart.people.core.lesson_text import ID, head_list, head_number, head_sources, head_text, joined, unlike
from rempart.people.core.page_text import BadText, Line, Part, head_and_body, items, parts, prose
from rempart.people.core.section_text import sections_of

MAX_ROLES, MAX_TURNS, MAX_MARKS = 12, 30, 20  # nobody keeps more in mind, nor in a room
MAX_MINUTES = 24 * 60
SECTIONS = ("Purpose", "Before", "Limits", "Roles", "Course", "Marks", "Afterwards")
_TURN = re.compile(r"(\d{1,4}) \| (.+)\Z")
_MARK = re.compile(r"\(([a-z][a-z0-9_]{0,39})\) (.+)\Z")
_LISTS = ("rows", "threats", "controls", "lessons", "review")


def read(exercise_id: str, language: str, data: bytes) -> Exercise:
    """One drill of one file. Raises BadText."""
    head, body = head_and_body(data)
    purpose, before, limits, roles, course, marks, afterwards = sections_of(body, SECTIONS)
    cards = tuple(_role(part) for part in parts(roles.lines, 2)[1])
    turns = tuple(_turn(line, below) for line, below in items(course.lines))
    seen = tuple(_mark(line, below) for line, below in items(marks.lines))
    if not (0 < len(cards) <= MAX_ROLES and 0 < len(turns) <= MAX_TURNS and 0 < len(seen) <= MAX_MARKS):
        raise BadText(0, f"1 to {MAX_ROLES} roles, {MAX_TURNS} turns and {MAX_MARKS} marks")
    unlike([one.id for one in cards], "role")
    unlike([one.id for one in seen], "mark")
    return Exercise(
        id=exercise_id, language=language, title=head_text(head, "title"), summary=head_text(head, "summary"),
        order=head_number(head, "order"), minutes=head_number(head, "minutes"), fewest=head_number(head, "fewest"),
        most=head_number(head, "most"), sources=head_sources(head), purpose=prose(purpose.lines), before=_listed(before),
        limits=_listed(limits), roles=cards, course=turns, marks=seen, afterwards=_listed(afterwards),
        **{name: head_list(head, name) for name in _LISTS},
    )  # fmt: skip


def _listed(part: Part) -> tuple[str, ...]:
    return tuple(joined(line, below) for line, below in items(part.lines))


def _role(part: Part) -> Role:
    name, _, called = part.title.partition(" | ")
    if not ID.match(name) or not called.strip():
        raise BadText(part.number, "a role reads “## id | What it is called”")
    return Role(name, called.strip(), prose(part.lines))


def _turn(line: Line, below: tuple[Line, ...]) -> Turn:
    found = _TURN.match(line.text)
    if found is None or int(found[1]) > MAX_MINUTES:
        raise BadText(line.number, "a turn reads “- 15 | What happens in that minute.”")
    return Turn(int(found[1]), found[2], prose(below))


def _mark(line: Line, below: tuple[Line, ...]) -> Mark:
    found = _MARK.match(joined(line, below))
    if found is None:
        raise BadText(line.number, "a mark reads “- (called_back) What can be seen.”")
    return Mark(found[1], found[2])
