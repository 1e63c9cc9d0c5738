"""Which holds are in force, and whom and what they cover."""

from rempart.directory.core.holds import BLOCKING, HoldState, Scope, state_of
from rempart.directory.store.models import LegalHold, Organisation, Person
from rempart.directory.store.rights import PersonAccount


def state(hold: LegalHold, now_ms: int) -> HoldState:
    """Where it stands at that moment."""
    return state_of(hold.asked_ms, hold.set_ms, hold.until_ms, hold.lifted_ms, now_ms)


def in_force(organisation: Organisation, now_ms: int) -> list[LegalHold]:
    """What blocks erasing and the end of retention there."""
    rows = LegalHold.objects.filter(organisation=organisation, lifted_ms__isnull=True, until_ms__gt=now_ms)
    return [hold for hold in rows.order_by("pk") if state(hold, now_ms) in BLOCKING]


def on_person(person: Person, now_ms: int) -> LegalHold | None:
    """The hold that keeps this person from being erased: their own, or one on the whole organisation."""
    holds = in_force(person.organisation, now_ms)
    mine = [hold for hold in holds if hold.scope == Scope.PERSON and hold.target == person.uid]
    return next(iter([*mine, *(hold for hold in holds if hold.scope == Scope.ORGANISATION)]), None)


def on_organisation(organisation: Organisation, now_ms: int) -> LegalHold | None:
    """The hold on everything there."""
    return next((one for one in in_force(organisation, now_ms) if one.scope == Scope.ORGANISATION), None)


def held_subjects(organisation: Organisation, now_ms: int) -> set[str]:
    """Ids of people (with their accounts) and sites whose personal payloads stay."""
    targets = {hold.target for hold in in_force(organisation, now_ms) if hold.target}
    people = Person.objects.filter(organisation=organisation, uid__in=targets)
    accounts = people.filter(account__isnull=False).values_list("account__uid", flat=True)
    further = PersonAccount.objects.filter(person__in=people).values_list("account__uid", flat=True)
    return targets | set(accounts) | set(further)
