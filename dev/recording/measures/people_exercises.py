"""Drills of a room, really held by the clock: two kinds and a table-top with the host, one kind, none that was marked."""

from collections.abc import Iterator

from dev.recording.firm import firm, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.exercises import Exercises
from rempart.facts.fact import Observation

CLASSES: tuple[tuple[str, Side, tuple[tuple[str, int], ...]], ...] = (  # each drill with how many marks were seen
    ("held_as_asked", "good", (("table_top", 3), ("phone", 3), ("cloud_folder", 2))),
    ("held_one_kind", "broken", (("table_top", 3), ("phone", 3))),
    ("held_and_nothing_seen", "blind", (("phone", 0),)),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for name, side, drills in CLASSES:
        fixture = f"{len(drills)} drills, begun, marked and ended"
        yield Scene(name, side, fixture, (_held(name, drills),))


def _held(name: str, drills: tuple[tuple[str, int], ...]) -> Observation:
    from datetime import date

    from rempart.people.actions.hold_exercise import Better, begin, end, mark
    from rempart.people.actions.tell_exercises import tell_exercises
    from rempart.people.core.exercise_library import exercise

    here = firm(name)
    better = [Better("The host's number hangs on paper", date(2026, 12, 1))] if len(drills) > 2 else []
    for drill, seen in drills:
        found = exercise(drill, "en")
        assert found is not None
        roles = [role.id for role in found.roles]
        row = begin(here.owner, here.organisation, found, people=found.fewest, roles=roles, is_prepared=True)
        for one in found.marks[:seen]:
            mark(here.owner, row, found, one.id, is_seen=True)
        end(here.owner, row, found, better, is_broken_off=False)
    tell_exercises(here.organisation)
    return told(here, Exercises)[0]


UNIT = Measure("people_exercises", (Exercises,), tuple(name for name, _, _ in CLASSES), scenes)
