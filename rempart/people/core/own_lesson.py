"""What an author begins with, and what is wrong with a lesson of one's own, language by language, with its lines."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rempart.people.core import lesson_faults
from rempart.people.core.fault import HEAD, fault, line_of
from rempart.people.core.lesson import Lesson
from rempart.people.core.lesson_text import read
from rempart.people.core.page_text import BadText
from rempart.people.core.reading import shared

Known = Callable[[str, str], bool]  # "control" or "threat", and an id of the level model
WANTED_MINUTES = 20


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to put right; `line` 0 means the whole text. `sentence` is a Fault where its words are known."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft as far as it can be read; `lesson` None while it cannot."""

    lesson: Lesson | None
    minutes: float | None
    faults: tuple[Said, ...]


def look(name: str, language: str, text: str, known: Known) -> Looked:
    """One language by itself."""
    try:
        lesson = read(name, language, text.encode("utf-8", "replace"))
    except BadText as bad:
        return Looked(None, None, (Said(bad.line, bad.why),))
    wrong = [*lesson_faults.faults(lesson), *_unknown(lesson, known)]
    if lesson.minutes != WANTED_MINUTES:
        wrong.append(
            fault(
                "minutes is {wanted}: a lesson counts as much as the others", (HEAD, "minutes"), wanted=WANTED_MINUTES
            )
        )
    return Looked(lesson, _minutes(lesson), tuple(Said(line_of(one, text), one) for one in wrong))


def _minutes(lesson: Lesson) -> float | None:
    return lesson_faults.minutes(lesson) if lesson_faults.can_be_walked(lesson) else None


def _unknown(lesson: Lesson, known: Known) -> Iterable[str]:
    for name in lesson.controls:
        if not known("control", name):
            yield fault("there is no control {name}", (HEAD, "controls"), name=name)
    for name in lesson.threats:
        if not known("threat", name):
            yield fault("there is no threat {name}", (HEAD, "threats"), name=name)


def together(found: Mapping[str, Lesson], wanted: Iterable[str], others: Iterable[Lesson]) -> list[str]:
    """What languages differ in, which are missing, and whose runs of five words are another lesson's (`others`)."""
    wrong = list(lesson_faults.unlike(found, tuple(wanted)))
    mine = {language: lesson_faults.runs_of(one) for language, one in found.items()}
    for other in others:
        if other.language not in mine:
            continue
        share = shared(mine[other.language], lesson_faults.runs_of(other))
        if share > lesson_faults.SHARED:
            wrong.append(
                fault(
                    "{one} and {other} ({language}) share {share} of their words in runs of five",
                    one=found[other.language].title, other=other.title, language=other.language, share=f"{share:.0%}",
                )
            )  # fmt: skip
    return wrong


FRAME = """+++
title = "…"
summary = "…"
order = {order}
minutes = 20
rows = []
threats = []
controls = []
drills = []
begins = "first"
situation = "scenario"
review = []
[[sources]]
id = "report"
title = "…"
publisher = "…"
date = "{year}"
from_memory = true
+++
# Story
## first
…
### …
- [good] … -> second
  …
- [poor] … -> third
  …
## second
… [report]
## third
…
# Tomorrow
- …
- …
- …
# Questions
## what_first
…
- [ ] …
  …
- [x] …
  …
- [ ] …
  …
"""


def frame(order: int, year: int) -> str:
    """An empty lesson: every part is there, and nothing in it."""
    return FRAME.format(order=order, year=year)


def tidy(text: str) -> str:
    """As browsers and editors send it: one kind of line end, no mark of byte order, no blanks at the ends of lines."""
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[ \t]+$", "", whole, flags=re.MULTILINE)
