"""Erase a person: row and key go, entries and proofs stay."""

from django.db import transaction

from rempart.directory.actions.action import action, forget_traces, raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership, Person
from rempart.events import directory as events
from rempart.ledger.commitment import erase
from rempart.terms.scope import Subject


class StillAMember(ValueError):
    """The person signs in here; the membership ends first."""


def erase_person(actor: Account, person: Person) -> None:
    """Nothing recovers name, address or number afterwards. Raises StillAMember."""
    with action(actor, person.organisation, Permission.MANAGE_PEOPLE, person) as record:
        if _signs_in(person):
            raise StillAMember
        erase(raw_connection(), person.uid)
        record.event(events.PERSON_ERASED, Subject("person", person.uid), {})
        person.delete()
        transaction.on_commit(forget_traces)


def _signs_in(person: Person) -> bool:
    here = Membership.objects.filter(organisation=person.organisation)
    if person.account_id is not None and here.filter(account=person.account_id).exists():
        return True
    return bool(person.email) and here.filter(account__email__iexact=person.email).exists()
