"""Drills of a room, really held by the clock: two kinds and a table-top with the host, one kind, none that was marked."""

from collections.abc import Iterator

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

    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.maturity.store import facts
    from rempart.people.actions.hold_exercise import Better, begin, end, mark
    from rempart.people.actions.tell_exercises import tell_exercises
    from rempart.people.core.exercise_library import exercise

    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"owner-{name}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{name.replace('_', '-')}.quarry.example")
    better = [Better("The host's number hangs on paper", date(2026, 12, 1))] if len(drills) > 2 else []
    for drill, seen in drills:
        found = exercise(drill, "en")
        assert found is not None
        roles = [role.id for role in found.roles]
        row = begin(owner, organisation, found, people=found.fewest, roles=roles, is_prepared=True)
        for one in found.marks[:seen]:
            mark(owner, row, found, one.id, is_seen=True)
        end(owner, row, found, better, is_broken_off=False)
    tell_exercises(organisation)
    settle(site, state_folder())
    return next(one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, Exercises))


UNIT = Measure("people_exercises", (Exercises,), tuple(name for name, _, _ in CLASSES), scenes)
