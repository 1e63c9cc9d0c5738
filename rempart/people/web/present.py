"""What the pages of learning show: where somebody stands, the present step, the last one's consequence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation
from rempart.people.core.attempt import Why, answer_of, asked_next, order, outcome, stands_at
from rempart.people.core.lesson import Lesson, Question, Source
from rempart.people.core.shelves import in_language
from rempart.people.store.library import lessons_of
from rempart.people.store.models import YEAR_MINUTES, Attempt, Card, School
from rempart.people.web import prose

WHYS: dict[str, Promise] = {
    Why.COUNTS: gettext_lazy("It counts."),
    Why.HURRIED: gettext_lazy("It went by faster than anybody reads, so its minutes do not count yet. Take it once more, in peace."),
    Why.GUESSED: gettext_lazy("Less than half of the answers fitted at once, so its minutes do not count yet. Take it again another day."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A lesson in the list; `state` is new, under_way, counts, hurried or guessed."""

    lesson: Lesson
    state: str
    attempt: Attempt | None


def lines(account: Account, organisation: Organisation, language: str) -> list[Line]:
    """Every lesson, with how this person stands to it."""
    mine: dict[str, list[Attempt]] = {}
    for row in Attempt.objects.filter(account=account, organisation=organisation).order_by("pk"):
        mine.setdefault(row.lesson, []).append(row)
    shelf = lessons_of(organisation)
    found = [in_language(shelf, name, language) for name in shelf]
    return [_line(one, mine.get(one.id, [])) for one in found if one]


def line_of(lesson: Lesson, account: Account, organisation: Organisation) -> Line:
    """The same for one of them."""
    mine = Attempt.objects.filter(account=account, organisation=organisation, lesson=lesson.id)
    return _line(lesson, list(mine.order_by("pk")))


def _line(lesson: Lesson, rows: Sequence[Attempt]) -> Line:
    """The newest attempt that counts, else the newest; `rows` are the oldest first."""
    newest = rows[-1] if rows else None
    row = next((one for one in reversed(rows) if one.why == Why.COUNTS), newest)
    return Line(lesson, row.why if row else "new", row)


def year_minutes(organisation: Organisation) -> int:
    """What is asked of everybody in a year."""
    row = School.objects.filter(organisation=organisation).first()
    return row.year_minutes if row else YEAR_MINUTES


def due_cards(account: Account, organisation: Organisation) -> Any:
    """Questions that are due, the longest waiting first; those of a lesson that went are left out by whoever shows them."""
    mine = Card.objects.filter(account=account, organisation=organisation, due_ms__lte=now_ms())
    return mine.order_by("due_ms", "pk")


@dataclass(frozen=True, slots=True)
class Said:
    """What came of the last step: what was taken, what follows from it; `is_right` None for a choice."""

    taken: str
    text: SafeString
    is_right: bool | None
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to answer, at the place where this attempt shows it."""

    value: int
    text: SafeString


@dataclass(frozen=True, slots=True)
class Step:
    """What the page asks. `kind` is scene, question or end; `id` goes into the form."""

    kind: str
    id: str
    text: SafeString
    ask: str
    options: tuple[Option, ...]
    said: Said | None
    number: int
    sources: tuple[tuple[int, Source], ...]


def step(attempt: Attempt, lesson: Lesson) -> Step:
    """Where the attempt stands. Raises Astray for one that no longer fits its lesson."""
    taken, answered = attempt.steps()
    numbers = prose.numbers_of(lesson.sources)
    here, asked = stands_at(lesson, taken), asked_next(lesson, answered)
    said = _said(attempt, lesson, numbers)
    shown = [lesson.scenes[taken[-1].scene].choices[taken[-1].choice].consequence] if taken and not answered else []
    if here.choices:
        texts = [*shown, here.text, *(one.text for one in here.choices)]
        options = tuple(
            Option(value, prose.inline(here.choices[place].text, numbers))
            for value, place in enumerate(choice_order(attempt, here.id, len(here.choices)))
        )
        sources = tuple(prose.cited(texts, lesson.sources))
        return Step("scene", here.id, prose.html(here.text, numbers), here.ask, options, said, len(taken) + 1, sources)
    last = "" if answered else here.text
    if asked is not None:
        texts = [*shown, last, asked.ask]
        return Step(
            "question", asked.id, prose.html(last, numbers), asked.ask, options_of(asked, attempt, numbers), said,
            len({one.question for one in answered} | {asked.id}), tuple(prose.cited(texts, lesson.sources)),
        )  # fmt: skip
    return Step("end", "", prose.html(here.text, numbers), "", (), said, 0, tuple(enumerate(lesson.sources, 1)))


def choice_order(attempt: Attempt, scene: str, count: int) -> list[int]:
    """In which order this attempt shows the choices."""
    return order(count, attempt.uid, scene)


def answer_order(attempt: Attempt, question: str, count: int) -> list[int]:
    """The same for answers; another one each time it is asked."""
    return order(count, attempt.uid, question, sum(one[0] == question for one in attempt.answered))


def options_of(asked: Question, attempt: Attempt, numbers: dict[str, int]) -> tuple[Option, ...]:
    """A question's answers, mixed."""
    places = answer_order(attempt, asked.id, len(asked.answers))
    return tuple(Option(value, prose.inline(asked.answers[place].text, numbers)) for value, place in enumerate(places))


def _said(attempt: Attempt, lesson: Lesson, numbers: dict[str, int]) -> Said | None:
    taken, answered = attempt.steps()
    if answered:
        last = answer_of(lesson, answered[-1])
        return Said(last.text, prose.html(last.why, numbers), last.is_right)
    if taken:
        chosen = lesson.scenes[taken[-1].scene].choices[taken[-1].choice]
        return Said(chosen.text, prose.html(chosen.consequence, numbers), None, chosen.weight.value)
    return None


def ended(attempt: Attempt, lesson: Lesson) -> dict[str, Any]:
    """What the last page says."""
    done = outcome(lesson, *attempt.steps())
    return {"done": done, "why": WHYS[attempt.why], "is_counted": attempt.why == Why.COUNTS}
