"""A played drill is begun, marked, noted and ended. What is seen is of the room: no name, no account but the lead's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Team
from rempart.events import people as events
from rempart.people.core.exercise import Exercise
from rempart.people.store.exercise import Held
from rempart.terms.scope import Subject

NOTES, ACTION, ACTIONS = 4_000, 300, 12  # characters of the notes and of one thing to do; how many of these
HUNDREDS = 500  # people in one drill, at most


class Over(Exception):
    """The drill has ended: nothing more is marked."""


class NotReady(ValueError):
    """Something that has to be so before a drill begins is not; says which: `before`, `people`, `roles`."""


@dataclass(frozen=True, slots=True)
class Better:
    """What is to become better, and by which day."""

    text: str
    by: date


def begin(
    account: Account,
    organisation: Organisation,
    exercise: Exercise,
    *,
    people: int,
    roles: Sequence[str],
    is_prepared: bool,
    team: Team | None = None,
) -> Held:
    """The clock runs from now on. Raises NotReady."""
    if not is_prepared:
        raise NotReady("before")
    if not exercise.fewest <= people <= HUNDREDS:
        raise NotReady("people")
    known = [role.id for role in exercise.roles if role.id in roles]
    if not known:
        raise NotReady("roles")
    with action(account, organisation, Permission.TEACH) as record:
        made = Held.objects.create(
            organisation=organisation, exercise=exercise.id, team=team, lead=account.uid, people=people,
            begun_ms=now_ms(), roles=known,
        )  # fmt: skip
        record.event(events.EXERCISE_BEGUN, _subject(made), {"exercise": exercise.id, "people": people})
    return made


def mark(account: Account, held: Held, exercise: Exercise, name: str, *, is_seen: bool) -> None:
    """Seen for the first time now, or not seen after all. Raises Over; ValueError for a mark that it does not have."""
    if name not in {one.id for one in exercise.marks}:
        raise ValueError(name)
    with action(account, held.organisation, Permission.TEACH) as record:
        row, body = _open(held), {"exercise": held.exercise, "mark": name}
        if is_seen:
            after_s = row.marks.setdefault(name, max(0, now_ms() - row.begun_ms) // 1_000)
            record.event(events.EXERCISE_MARKED, _subject(row), {**body, "after_s": after_s})
        else:
            row.marks.pop(name, None)
            record.event(events.EXERCISE_UNMARKED, _subject(row), body)
        row.save(update_fields=["marks"])


def note(account: Account, held: Held, text: str) -> None:
    """What is remembered of the room, in place of what was noted before. Raises Over."""
    with action(account, held.organisation, Permission.TEACH) as record:
        row = _open(held)
        row.notes = text[:NOTES]
        row.save(update_fields=["notes"])
        record.event(events.EXERCISE_NOTED, _subject(row), {"exercise": row.exercise})


def end(account: Account, held: Held, exercise: Exercise, better: Sequence[Better], *, is_broken_off: bool) -> None:
    """Kept as it was held. Broken off counts for nothing, and is no shame. Raises Over."""
    with action(account, held.organisation, Permission.TEACH) as record:
        row = _open(held)
        row.ended_ms = now_ms()
        row.is_broken_off = is_broken_off
        row.actions = [{"text": one.text[:ACTION], "by": one.by.isoformat()} for one in better[:ACTIONS]]
        row.save(update_fields=["ended_ms", "is_broken_off", "actions"])
        body = {
            "exercise": row.exercise, "people": row.people, "seen": len(row.marks), "marks": len(exercise.marks),
            "minutes": (row.ended_ms - row.begun_ms) // 60_000, "better": len(row.actions),
        }  # fmt: skip
        record.event(events.EXERCISE_BROKEN_OFF if is_broken_off else events.EXERCISE_HELD, _subject(row), body)


def _open(held: Held) -> Held:
    """As it stands inside the action: two who mark at once both count."""
    row = Held.objects.get(pk=held.pk)
    if row.ended_ms is not None:
        raise Over
    return row


def _subject(held: Held) -> Subject:
    return Subject("exercise", held.uid)
