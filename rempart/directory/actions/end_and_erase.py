"""A person who signs in here goes in the right order: memberships end first, then the person is erased; all or nothing."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rempart.directory.actions.action import now_ms, one_at_a_time
from rempart.directory.actions.erase_person import OnHold, erase_person, memberships_of
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.store import holds
from rempart.directory.store.models import Account, Person


def end_and_erase(actor: Account, person: Person) -> None:
    """Raises OnHold before anything ends; LastOwner; PermissionDenied, also for oneself: nobody erases while leaving."""
    with transaction.atomic():
        one_at_a_time(person.organisation)
        hold = holds.on_person(person, now_ms())
        if hold is not None:
            raise OnHold(hold)
        members = memberships_of(person)
        if any(member.account_id == actor.pk for member in members):
            raise PermissionDenied("somebody else has to do it")
        for member in members:
            remove_member(actor, member)
        person.refresh_from_db()
        erase_person(actor, person)
