"""A played drill from its beginning to what the record hears of it; of the group, and of nobody."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.close_organisation import begin_deletion_from_shell
from rempart.directory.core.roles import Role
from rempart.people.actions import hold_exercise
from rempart.people.actions.forget_old import forget_old
from rempart.people.actions.hold_exercise import Better, NotReady, Over
from rempart.people.actions.tell_exercises import exercises_of, tell_one
from rempart.people.core.exercise import Exercise
from rempart.people.core.exercise_library import exercise
from rempart.people.store.exercise import HELD_DAYS, Held
from rempart.terms.duration import DAY_S
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db
ROLES = ["lead", "host", "clerk"]


@pytest.fixture
def top() -> Exercise:
    found = exercise("table_top", "en")
    assert found is not None
    return found


def begun(cast_: Cast, found: Exercise, roles: list[str] = ROLES) -> Held:
    return hold_exercise.begin(cast_.alice, cast_.lavande, found, people=5, roles=roles, is_prepared=True)


def ended(cast_: Cast, found: Exercise, *, marks: int = 3, roles: list[str] = ROLES, better: bool = True) -> Held:
    row = begun(cast_, found, roles)
    for one in found.marks[:marks]:
        hold_exercise.mark(cast_.alice, row, found, one.id, is_seen=True)
    things = [Better("The number hangs on paper", date(2027, 1, 1))] if better else []
    hold_exercise.end(cast_.alice, row, found, things, is_broken_off=False)
    row.refresh_from_db()
    return row


def test_held_with_the_host_it_stands_in_the_fact(cast_: Cast, top: Exercise) -> None:
    row = ended(cast_, top)
    assert set(row.marks) == {one.id for one in top.marks[:3]}
    fact = exercises_of(cast_.lavande)
    assert (fact.kinds, fact.held, fact.people) == (("table_top",), 1, 5)
    assert (fact.table_top_days, fact.table_top_better) == (0, 1)
    assert exercises_of(cast_.velos).held == 0


def test_a_clock_beside_an_empty_room_counts_for_nothing(cast_: Cast, top: Exercise) -> None:
    ended(cast_, top, marks=1)
    row = begun(cast_, top)
    for one in top.marks[:4]:
        hold_exercise.mark(cast_.alice, row, top, one.id, is_seen=True)
    hold_exercise.end(cast_.alice, row, top, [], is_broken_off=True)
    begun(cast_, top)  # still going on
    assert exercises_of(cast_.lavande).held == 0
    ended(cast_, top, roles=["lead"])
    assert exercises_of(cast_.lavande).table_top_days is None  # nobody played the host


def test_what_is_not_ready_does_not_begin(cast_: Cast, top: Exercise) -> None:
    for given in ({"is_prepared": False}, {"people": 1}, {"roles": ["nobody"]}, {"people": 1_000}):
        whole = {"people": 5, "roles": ROLES, "is_prepared": True, **given}
        with pytest.raises(NotReady):
            hold_exercise.begin(cast_.alice, cast_.lavande, top, **whole)  # type: ignore[arg-type]
    assert Held.objects.count() == 0


def test_nobody_without_the_right_holds_or_marks_one(cast_: Cast, top: Exercise) -> None:
    analyst = colleague(cast_.lavande, "Nora", Role.ANALYST)
    with pytest.raises(PermissionDenied):
        hold_exercise.begin(analyst, cast_.lavande, top, people=5, roles=ROLES, is_prepared=True)
    row = begun(cast_, top)
    for who in (analyst, cast_.charlie):
        with pytest.raises(PermissionDenied):
            hold_exercise.mark(who, row, top, top.marks[0].id, is_seen=True)


def test_after_its_end_nothing_is_marked(cast_: Cast, top: Exercise) -> None:
    row = ended(cast_, top)
    with pytest.raises(Over):
        hold_exercise.mark(cast_.alice, row, top, top.marks[0].id, is_seen=False)
    with pytest.raises(Over):
        hold_exercise.note(cast_.alice, row, "late")
    with pytest.raises(Over):
        hold_exercise.end(cast_.alice, row, top, [], is_broken_off=True)


def test_the_first_sight_of_a_mark_counts_and_can_be_taken_back(cast_: Cast, top: Exercise) -> None:
    row, name = begun(cast_, top), top.marks[0].id
    Held.objects.filter(pk=row.pk).update(begun_ms=row.begun_ms - 90_000)
    hold_exercise.mark(cast_.alice, row, top, name, is_seen=True)
    Held.objects.filter(pk=row.pk).update(begun_ms=row.begun_ms - 190_000)
    hold_exercise.mark(cast_.alice, row, top, name, is_seen=True)
    row.refresh_from_db()
    assert 90 <= row.marks[name] < 120
    hold_exercise.mark(cast_.alice, row, top, name, is_seen=False)
    row.refresh_from_db()
    assert row.marks == {}
    with pytest.raises(ValueError, match="nothing_such"):
        hold_exercise.mark(cast_.alice, row, top, "nothing_such", is_seen=True)


def test_the_record_hears_of_it_once_a_day(cast_: Cast, top: Exercise) -> None:
    ended(cast_, top)
    assert tell_one()
    assert not tell_one()
    found = raw_connection().execute("SELECT count(*) FROM ledger_entry WHERE kind = 'people.fact.recorded'").fetchone()
    assert found[0] == 1


def test_a_closed_organisation_is_quiet(cast_: Cast, top: Exercise) -> None:
    row = hold_exercise.begin(cast_.charlie, cast_.velos, top, people=5, roles=ROLES, is_prepared=True)
    for one in top.marks[:2]:
        hold_exercise.mark(cast_.charlie, row, top, one.id, is_seen=True)
    hold_exercise.end(cast_.charlie, row, top, [], is_broken_off=False)
    begin_deletion_from_shell(cast_.velos)
    assert not tell_one()


def test_after_three_years_it_is_gone(cast_: Cast, top: Exercise) -> None:
    row = ended(cast_, top)
    later = row.begun_ms + HELD_DAYS * DAY_S * 1_000
    forget_old(later - 1_000)
    assert Held.objects.count() == 1
    forget_old(later + 1_000)
    assert Held.objects.count() == 0
