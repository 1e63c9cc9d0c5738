"""Two people who answer what the self-assessment asks and take a test: both with care, one of them, or nobody."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_people import add_people
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.people_table import NewPerson
    from rempart.directory.core.roles import Role
    from rempart.directory.store.models import Person
    from rempart.maturity.store import facts
    from rempart.people.actions.tell_learning import tell_learning

    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"owner-{name}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{name.replace('_', '-')}.quarry.example")
    for number, takes_part in enumerate(who):
        account = create_account(organisation, f"{name}-{number}@quarry.example", None)
        grant_role(organisation, account, Role.LEARNER)
        add_people(owner, organisation, [NewPerson(f"Person {number}", "", str(number))])
        Person.objects.filter(organisation=organisation, staff_number=str(number)).update(account=account)
        if takes_part:
            _take(account, organisation)
    tell_learning(organisation, year_minutes=20)
    settle(site, state_folder())
    return next(one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, OwnPlans))


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
