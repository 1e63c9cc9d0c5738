"""Two people who answer what the self-assessment asks and take a test: both with care, one of them, or nobody."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dev.recording.firm import firm, learner, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.own_plans import OwnPlans

if TYPE_CHECKING:
    from rempart.directory.store.models import Account, Organisation

CAREFUL_S = 90.0
CLASSES: tuple[tuple[str, Side, tuple[bool, ...]], ...] = (
    ("planned_by_all", "good", (True, True)),
    ("planned_by_one", "broken", (True, False)),
    ("planned_by_nobody", "blind", (False,)),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for name, side, who in CLASSES:
        fixture = f"{len(who)} accounts; who takes part answers every question and takes a whole test after a lesson"
        yield Scene(name, side, fixture, (_planned(name, who),))


def _planned(name: str, who: tuple[bool, ...]) -> Observation:
    from rempart.people.actions.tell_learning import tell_learning

    here = firm(name)
    for number, takes_part in enumerate(who):
        account = learner(here, name, number)
        if takes_part:
            _take(account, here.organisation)
    tell_learning(here.organisation, year_minutes=20)
    return told(here, OwnPlans)[0]


def _take(account: "Account", organisation: "Organisation") -> None:
    """The questions, a lesson, then every question of a test after a minute and a half."""
    from dev.recording.measures.people_learning import _take as take_lesson
    from rempart.people.actions.make_plan import make_plan
    from rempart.people.actions.take_exam import answer_exam, begin_exam
    from rempart.people.core.self_check import questions
    from rempart.people.store.plan import Exam

    make_plan(account, organisation, {one.id: one.options[-1].id for one in questions()})
    take_lesson(account, organisation, CAREFUL_S)
    row = begin_exam(account, organisation)
    for number in range(len(row.drawn)):
        Exam.objects.filter(pk=row.pk).update(shown_ms=row.shown_ms - int(CAREFUL_S * 1_000))
        row.refresh_from_db()
        answer_exam(row, number, 0)


UNIT = Measure("people_plans", (OwnPlans,), tuple(name for name, _, _ in CLASSES), scenes)
