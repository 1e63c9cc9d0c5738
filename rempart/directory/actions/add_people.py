"""Add people: one from a form, or all of a file in one transaction. Names and addresses stay out of the entries."""

from collections.abc import Sequence

from rempart.directory.actions.action import Record, action, system_action
from rempart.directory.actions.add_team import write_team
from rempart.directory.core.csv_table import BadTable, Fault
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Person, Team
from rempart.events import directory as events
from rempart.terms.scope import Subject

IDENTITY = "identity"  # the group of fields behind the entry's one commitment
BATCH = 500  # rows in one statement


def add_people(actor: Account | None, organisation: Organisation, people: Sequence[NewPerson]) -> list[Person]:
    """All or nobody. Raises BadTable for an address or number already there. `actor` None = the command line."""
    made = [_row(organisation, person) for person in people]  # before the write lock is held
    opened = system_action(organisation) if actor is None else action(actor, organisation, Permission.MANAGE_PEOPLE)
    with opened as record:
        faults = _known_already(organisation, people)
        if faults:
            raise BadTable(faults)
        rows = Person.objects.bulk_create(made, BATCH)
        _join_teams(record, organisation, people, rows)
        for row in rows:
            sealed = record.seal(row.uid, IDENTITY, _identity(row))
            record.event(events.PERSON_ADDED, Subject("person", row.uid), {}, commitments=sealed)
    return rows


def _row(organisation: Organisation, person: NewPerson) -> Person:
    return Person(organisation=organisation, name=person.name, email=person.email, staff_number=person.staff_number)


def _identity(row: Person) -> dict[str, str]:
    return {"name": row.name, "email": row.email, "staff_number": row.staff_number}


def _known_already(organisation: Organisation, people: Sequence[NewPerson]) -> list[Fault]:
    here = Person.objects.filter(organisation=organisation)
    addresses = {email.lower() for email in here.exclude(email="").values_list("email", flat=True)}
    numbers = set(here.exclude(staff_number="").values_list("staff_number", flat=True))
    faults = [Fault(person.line, "email_known") for person in people if person.email.lower() in addresses]
    faults += [Fault(person.line, "number_known") for person in people if person.staff_number in numbers]
    return sorted(faults, key=lambda fault: fault.line)


def _join_teams(
    record: Record, organisation: Organisation, people: Sequence[NewPerson], rows: Sequence[Person]
) -> None:
    """A team that is not there yet is made; a list of members is written at once."""
    members: dict[str, list[Person]] = {}
    for person, row in zip(people, rows, strict=True):
        if person.team:
            members.setdefault(person.team, []).append(row)
    for name, joining in members.items():
        team = Team.objects.filter(organisation=organisation, name=name).first()
        team = team or write_team(record, organisation, name)
        team.person_set.add(*joining)
        record.event(events.TEAM_CHANGED, Subject("team", team.uid), {"joined": len(joining), "left": 0})
