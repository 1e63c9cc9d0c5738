"""Two people and a lesson: both take it with care, or one of them clicks through."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dev.recording.firm import firm, learner, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.learning import Learning

if TYPE_CHECKING:
    from rempart.directory.store.models import Account, Organisation

CAREFUL_S, HURRIED_S = 90.0, 1.0
CLASSES: tuple[tuple[str, Side, tuple[float, ...]], ...] = (
    ("learnt_by_all", "good", (CAREFUL_S, CAREFUL_S)),
    ("learnt_by_one", "broken", (CAREFUL_S, HURRIED_S)),
    ("learnt_by_nobody", "blind", (HURRIED_S,)),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for name, side, paces in CLASSES:
        fixture = f"{len(paces)} accounts that take a real lesson, step by step"
        yield Scene(name, side, fixture, (_learnt(name, paces),))


def _learnt(name: str, paces: tuple[float, ...]) -> Observation:
    from rempart.people.actions.tell_learning import tell_learning

    here = firm(name)
    for number, pace in enumerate(paces):
        account = learner(here, name, number)
        _take(account, here.organisation, pace)
    tell_learning(here.organisation, year_minutes=20)
    return told(here, Learning)[0]


def _take(account: "Account", organisation: "Organisation", pace: float) -> None:
    """Every step after so many seconds."""
    from rempart.people.actions.begin_lesson import begin_lesson
    from rempart.people.actions.take_step import answer, choose
    from rempart.people.core.attempt import asked_next, stands_at
    from rempart.people.core.library import lesson, lessons
    from rempart.people.store.models import Attempt

    found = lesson(next(iter(lessons())), "en")
    assert found is not None
    row = begin_lesson(account, organisation, found)

    def pass_time() -> None:
        Attempt.objects.filter(pk=row.pk).update(shown_ms=row.shown_ms - int(pace * 1_000))
        row.refresh_from_db()

    while (here := stands_at(found, row.steps()[0])).choices:
        pass_time()
        choose(row, found, here.id, 0)
    while (asked := asked_next(found, row.steps()[1])) is not None:
        pass_time()
        answer(row, found, asked.id, next(at for at, one in enumerate(asked.answers) if one.is_right))


UNIT = Measure("people_learning", (Learning,), tuple(name for name, _, _ in CLASSES), scenes)
