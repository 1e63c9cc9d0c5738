"""Two people and a lesson: both take it with care, or one of them clicks through."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
    for number, pace in enumerate(paces):
        account = create_account(organisation, f"{name}-{number}@quarry.example", None)
        grant_role(organisation, account, Role.LEARNER)
        add_people(owner, organisation, [NewPerson(f"Person {number}", "", str(number))])
        Person.objects.filter(organisation=organisation, staff_number=str(number)).update(account=account)
        _take(account, organisation, pace)
    tell_learning(organisation, year_minutes=20)
    settle(site, state_folder())
    return next(one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, Learning))


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
