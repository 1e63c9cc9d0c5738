"""One step of an attempt: a choice, or an answer. Sent twice, from two windows or after “back”, it counts once."""

from typing import Any

from django.db import transaction

from rempart.directory.actions.action import now_ms, own_action
from rempart.events import people as events
from rempart.people.core.attempt import Answered, Astray, asked_next, outcome, right_at_first, stands_at
from rempart.people.core.lesson import Lesson
from rempart.people.core.library import form_of
from rempart.people.core.repetition import due_ms, next_box
from rempart.people.store.models import Attempt, Card
from rempart.terms.scope import Subject


class Stale(Exception):
    """The step was taken already, or the lesson was changed: look at the page again."""


def choose(attempt: Attempt, lesson: Lesson, scene: str, choice: int) -> None:
    """Raises Stale, Astray."""
    taken, _ = attempt.steps()
    _fits(attempt, lesson)
    if (here := stands_at(lesson, taken)).id != scene:
        raise Stale
    if not 0 <= choice < len(here.choices):
        raise Astray(f"{scene} has no choice {choice}")
    now = now_ms()
    _keep(attempt, now, taken=[*attempt.taken, [scene, choice, _since(attempt, now)]])


def answer(attempt: Attempt, lesson: Lesson, question: str, place: int) -> None:
    """The last right one ends the attempt. Raises Stale, Astray."""
    taken, answered = attempt.steps()
    _fits(attempt, lesson)
    if stands_at(lesson, taken).choices or (asked := asked_next(lesson, answered)) is None or asked.id != question:
        raise Stale
    if not 0 <= place < len(asked.answers):
        raise Astray(f"{question} has no answer {place}")
    now = now_ms()
    given = [*attempt.answered, [question, place, _since(attempt, now)]]
    if asked_next(lesson, [Answered(*one) for one in given]) is not None:
        _keep(attempt, now, answered=given)
        return
    done = outcome(lesson, taken, [Answered(*one) for one in given])
    minutes = lesson.minutes if done.is_counted else 0
    with own_action(attempt.account, attempt.organisation) as record:
        _keep(attempt, now, answered=given, ended_ms=now, why=done.why, minutes=minutes)
        _deal(attempt, lesson, now)
        body = {"lesson": lesson.id, "minutes": minutes, "why": str(done.why)}
        record.event(events.LESSON_FINISHED, Subject("lesson", lesson.id), body)


def _fits(attempt: Attempt, lesson: Lesson) -> None:
    if attempt.ended_ms is not None or attempt.form != form_of(lesson):
        raise Stale


def _since(attempt: Attempt, now: int) -> float:
    return round(max(0, now - attempt.shown_ms) / 1_000, 1)


def _keep(attempt: Attempt, now: int, **fields: object) -> None:
    """Only onto the state that was looked at."""
    mine = Attempt.objects.filter(pk=attempt.pk, shown_ms=attempt.shown_ms, ended_ms=None)
    shown = max(now, attempt.shown_ms + 1)  # two steps within a millisecond are two
    with transaction.atomic():
        if mine.update(shown_ms=shown, **fields) != 1:
            raise Stale
    attempt.refresh_from_db()


def _deal(attempt: Attempt, lesson: Lesson, now: int) -> None:
    """Every question comes again, sooner when it was not known."""
    whose: dict[str, Any] = {"account": attempt.account, "organisation": attempt.organisation, "lesson": lesson.id}
    for question, is_right in right_at_first(lesson, attempt.steps()[1]).items():
        mine: dict[str, Any] = {**whose, "question": question}
        held = Card.objects.filter(**mine).first()
        box = next_box(held.box if held else 1, is_right=is_right)
        Card.objects.update_or_create(**mine, defaults={"box": box, "due_ms": due_ms(box, now)})
