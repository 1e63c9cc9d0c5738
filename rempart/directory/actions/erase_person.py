"""Erase a person: row and key go, entries and proofs stay. Erase a day: what was kept about strangers on it."""

from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import Q

from rempart.channel.place import state_folder
from rempart.directory.actions.action import Record, action, forget_traces, now_ms, raw_connection
from rempart.directory.actions.blot_in_areas import blot_person
from rempart.directory.actions.forget_in_areas import forget_in_areas
from rempart.directory.core.roles import Permission
from rempart.directory.store import holds
from rempart.directory.store.models import Account, Erasure, LegalHold, Membership, Organisation, Person
from rempart.directory.store.rights import PersonAccount
from rempart.events import directory as events
from rempart.events.erasure import DAY_ERASED
from rempart.ledger import tombstones
from rempart.ledger.commitment import erase, person_of_day
from rempart.terms.scope import Subject

PERSON, DAY, ACCOUNT = "person", "day", "account"  # scopes of an erasure


class StillAMember(ValueError):
    """The person signs in here; the membership ends first."""


class OnHold(ValueError):
    """A legal hold keeps what was to be erased; `until_ms` is its end."""

    def __init__(self, hold: LegalHold) -> None:
        super().__init__(f"held until {hold.until_ms}")
        self.until_ms, self.scope = hold.until_ms, hold.scope


class DayNotOver(ValueError):
    """What is still being written cannot be erased as a whole; from tomorrow on it can."""


def erase_person(actor: Account, person: Person) -> None:
    """Nothing recovers name, address or number afterwards. Raises StillAMember, OnHold."""
    with action(actor, person.organisation, Permission.MANAGE_PEOPLE, person) as record:
        hold = holds.on_person(person, now_ms())
        if hold is not None:
            raise OnHold(hold)
        if memberships_of(person):
            raise StillAMember
        blot_person(person)
        forget(record, person.uid, PERSON)
        record.event(events.PERSON_ERASED, Subject("person", person.uid), {})
        person.delete()


def erase_day(actor: Account, organisation: Organisation, day: date) -> None:
    """Visitors and outsiders of one day (UTC), who have no key of their own. Raises DayNotOver, OnHold."""
    with action(actor, organisation, Permission.MANAGE_PEOPLE) as record:
        hold = holds.on_organisation(organisation, now_ms())
        if hold is not None:
            raise OnHold(hold)
        if day >= datetime.fromtimestamp(now_ms() / 1000, UTC).date():
            raise DayNotOver
        start_ms = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000
        subject = person_of_day(organisation.uid, start_ms)
        forget(record, subject, DAY)
        record.event(DAY_ERASED, Subject("day", subject), {})


def forget(record: Record, subject: str, scope: str) -> None:
    """Key and ciphertexts go, a tombstone comes; inside an action, which says with an event whose."""
    moment = now_ms()
    erase(raw_connection(), subject, moment)
    Erasure.objects.get_or_create(
        organisation=record.organisation, subject=subject, defaults={"scope": scope, "at_ms": moment}
    )
    LegalHold.objects.filter(organisation=record.organisation, target=subject).update(reason="")
    forget_in_areas([subject])
    transaction.on_commit(_afterwards)


def _afterwards() -> None:
    forget_traces()
    tombstones.keep(raw_connection(), state_folder())


def memberships_of(person: Person) -> list[Membership]:
    """By which this person signs in here: with their account, a second one for administration, or one of their address."""
    here = Membership.objects.filter(organisation=person.organisation)
    further = PersonAccount.objects.filter(person=person).values("account")
    theirs = Q(account__in=further)
    if person.account_id is not None:
        theirs |= Q(account=person.account_id)
    if person.email:
        theirs |= Q(account__email__iexact=person.email)
    return list(here.filter(theirs).select_related("account", "organisation").order_by("pk"))
