"""Somebody with the right says by hand that a person leaves, comes back or changes teams; and the same from a table."""

from collections.abc import Sequence

from django.db.models import Q

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.csv_table import BadTable, Fault
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Person
from rempart.lifecycle.actions.ask_change import ask_change
from rempart.lifecycle.actions.house import zone_of
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.actions.teams_by_name import teams_by_name
from rempart.lifecycle.core.change import Source, Standing
from rempart.lifecycle.core.day import begin_ms, end_ms
from rempart.lifecycle.core.moves_table import Move
from rempart.lifecycle.store.models import Transition

BATCH = 25  # lines carried out in one transaction


class NothingChanges(ValueError):
    """The person stands like that already."""


def change_by_hand(
    actor: Account, person: Person, after: Standing, *, due_at_ms: int | None = None, is_urgent: bool = False
) -> Transition:
    """Raises NothingChanges."""
    with action(actor, person.organisation, Permission.MANAGE_LEAVERS) as record:
        made = ask_change(
            record,
            person,
            after,
            Source.HAND,
            requester=actor,
            hr_at_ms=now_ms(),
            due_at_ms=due_at_ms,
            is_urgent=is_urgent,
        )
        if made is None:
            raise NothingChanges
    return made


def take_moves(actor: Account, organisation: Organisation, moves: Sequence[Move]) -> list[Transition]:
    """Everybody must be known, else nothing is taken; then in batches. Raises BadTable."""
    found = [(move, _who(organisation, move)) for move in moves]
    faults = [Fault(move.line, "nobody") for move, person in found if person is None]
    if faults:
        raise BadTable(faults)
    zone, moment, made = zone_of(organisation), now_ms(), []
    known = [(move, person) for move, person in found if person is not None]
    todo = [(move, person) for move, person in known if _differs(person, move)]
    for start in range(0, len(todo), BATCH):
        with action(actor, organisation, Permission.MANAGE_LEAVERS) as record:
            for move, person in todo[start : start + BATCH]:
                now = standing_of(person)
                teams = now.teams if move.teams is None else teams_by_name(record, move.teams)
                after = Standing(False) if move.last_day else Standing(now.is_present or bool(move.first_day), teams)
                due = end_ms(move.last_day, zone) if move.last_day else None
                due = begin_ms(move.first_day, zone) if move.first_day else due
                row = ask_change(
                    record,
                    person,
                    after,
                    Source.TABLE,
                    requester=actor,
                    hr_at_ms=moment,
                    due_at_ms=max(due or 0, moment),
                )
                made += [row] if row else []
    return made


def _differs(person: Person, move: Move) -> bool:
    now = standing_of(person)
    if move.last_day:
        return now.is_present
    names = set(person.teams.values_list("name", flat=True))
    return (bool(move.first_day) and not now.is_present) or (move.teams is not None and set(move.teams) != names)


def _who(organisation: Organisation, move: Move) -> Person | None:
    here = Person.objects.filter(organisation=organisation)
    wanted = Q(email__iexact=move.email) if move.email else Q(staff_number=move.staff_number)
    rows = list(here.filter(wanted).order_by("pk")[:2])
    return rows[0] if len(rows) == 1 else None
