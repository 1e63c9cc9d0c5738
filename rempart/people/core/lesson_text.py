"""Reads a lesson: the grammar of docs/lessons.md. What it finds may still be a bad lesson: see `lesson_faults`."""

import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from rempart.people.core.fault import fault
from rempart.people.core.lesson import Answer, Choice, Lesson, Question, Scene, Source, Weight
from rempart.people.core.page_text import BadText, Line, Part, head_and_body, items, parts, prose

MAX_SCENES, MAX_CHOICES, MAX_QUESTIONS, MAX_SOURCES = 40, 5, 12, 40  # a lesson of twenty minutes has half of each
SECTIONS = ("Story", "Tomorrow", "Questions")
ID = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_CHOICE = re.compile(r"\[(good|fair|poor)\] (.+) -> ([a-z][a-z0-9_]{0,39})\Z")
_ANSWER = re.compile(r"\[([ x])\] (.+)\Z")
_LISTS = ("rows", "threats", "controls", "drills", "review")
Word = TypeVar("Word", bound=StrEnum)


def read(lesson_id: str, language: str, data: bytes) -> Lesson:
    """One lesson of one file. Raises BadText."""
    head, body = head_and_body(data)
    before, sections = parts(body, 1)
    if prose(before) or tuple(part.title for part in sections) != SECTIONS:
        raise BadText(0, fault("after the head come “# Story”, “# Tomorrow” and “# Questions”, in this order"))
    story, tomorrow, questions = sections
    scenes = [_scene(part) for part in _within(story)]
    asked = [_question(part) for part in _within(questions)]
    if len(scenes) > MAX_SCENES or len(asked) > MAX_QUESTIONS:
        raise BadText(
            0, fault("at most {scenes} scenes and {questions} questions", scenes=MAX_SCENES, questions=MAX_QUESTIONS)
        )
    unlike([one.id for one in scenes], "scene")
    unlike([one.id for one in asked], "question")
    return Lesson(
        id=lesson_id, language=language, title=head_text(head, "title"), summary=head_text(head, "summary"),
        order=head_number(head, "order"), minutes=head_number(head, "minutes"), begins=head_text(head, "begins"),
        situation=head_text(head, "situation"), sources=head_sources(head), scenes={one.id: one for one in scenes},
        tomorrow=tuple(joined(line, below) for line, below in items(tomorrow.lines)), questions=tuple(asked),
        **{name: head_list(head, name) for name in _LISTS},
    )  # fmt: skip


def _within(section: Part) -> tuple[Part, ...]:
    """What its headings hold; words before the first one would be lost without a sound."""
    before, found = parts(section.lines, 2)
    lost = next((line for line in before if line.text.strip()), None)
    if lost is not None:
        raise BadText(lost.number, fault("before the first “## ” of a section nothing stands"))
    return found


def _scene(part: Part) -> Scene:
    name = _id(part)
    before, decisions = parts(part.lines, 3)
    if len(decisions) > 1:
        raise BadText(decisions[1].number, fault("one scene has one decision"))
    if not decisions:
        return Scene(name, prose(before))
    choices = tuple(_choice(line, below) for line, below in items(decisions[0].lines))
    if not 2 <= len(choices) <= MAX_CHOICES:
        raise BadText(decisions[0].number, fault("a decision has 2 to {most} choices", most=MAX_CHOICES))
    return Scene(name, prose(before), decisions[0].title, choices)


def _choice(line: Line, below: tuple[Line, ...]) -> Choice:
    found = _CHOICE.match(line.text)
    if found is None:
        raise BadText(line.number, fault("a choice reads “- [good] What you do. -> next_scene”"))
    if not (consequence := prose(below)):
        raise BadText(line.number, fault("a choice needs its consequence, indented below it"))
    return Choice(Weight(found[1]), found[2], found[3], consequence)


def _question(part: Part) -> Question:
    name = _id(part)
    begin = next((place for place, line in enumerate(part.lines) if line.text.startswith("- ")), len(part.lines))
    answers = []
    for line, below in items(part.lines[begin:]):
        found = _ANSWER.match(line.text)
        if found is None:
            raise BadText(line.number, fault("an answer reads “- [ ] …”, the right one “- [x] …”"))
        if not (why := prose(below)):
            raise BadText(line.number, fault("an answer needs its explanation, indented below it"))
        answers.append(Answer(found[2], found[1] == "x", why))
    if not 2 <= len(answers) <= MAX_CHOICES or sum(one.is_right for one in answers) != 1:
        raise BadText(
            part.number, fault("a question has 2 to {most} answers, and exactly one is right", most=MAX_CHOICES)
        )
    return Question(name, prose(part.lines[:begin]), tuple(answers))


def _id(part: Part) -> str:
    if not ID.match(part.title):
        raise BadText(part.number, fault("{name} is no id in snake_case", name=repr(part.title[:40])))
    return part.title


def unlike(ids: list[str], what: str) -> None:
    """Raises BadText for an id that stands twice."""
    twice = sorted(one for one, count in Counter(ids).items() if count > 1)
    if twice:
        raise BadText(0, fault("{what} {name} stands twice", what=what, name=twice[0]))


def joined(line: Line, below: tuple[Line, ...]) -> str:
    """A list item on one line."""
    return " ".join([line.text, *(one.text for one in below if one.text)])


def head_text(head: Mapping[str, Any], name: str) -> str:
    """Of a lesson's head or a case's. Raises BadText where there is none."""
    value = head.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadText(0, fault("the head needs {name}", name=name))
    return value.strip()


def head_number(head: Mapping[str, Any], name: str) -> int:
    """1 to 999. Raises BadText."""
    value = head.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1_000:
        raise BadText(0, fault("the head needs {name}, a number", name=name))
    return value


def head_choice(head: Mapping[str, Any], name: str, form: type[Word]) -> Word:
    """One of the words of `form`. Raises BadText."""
    value = head_text(head, name)
    try:
        return form(value)
    except ValueError as bad:
        raise BadText(0, f"{name} in the head is one of {', '.join(one.value for one in form)}") from bad


def head_list(head: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Empty where it is left out. Raises BadText for what is no list of texts."""
    value = head.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadText(0, fault("{name} in the head is a list of texts", name=name))
    return tuple(value)


def head_sources(head: Mapping[str, Any]) -> tuple[Source, ...]:
    """In their order, which numbers them. Raises BadText."""
    given = head.get("sources", [])
    if not isinstance(given, list) or len(given) > MAX_SOURCES or not all(isinstance(one, dict) for one in given):
        raise BadText(0, fault("sources in the head are tables, at most {most}", most=MAX_SOURCES))
    found = []
    for one in given:
        texts = {name: str(one.get(name, "")) for name in ("address", "read")}
        named = {name: head_text(one, name) for name in ("id", "title", "publisher", "date")}
        found.append(Source(**named, **texts, is_from_memory=one.get("from_memory") is True))
    unlike([one.id for one in found], "source")
    return tuple(found)
