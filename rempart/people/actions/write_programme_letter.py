"""A letter is laid out for the worker, inside the action that caused it; without a person or an address there is none."""

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Organisation, Person
from rempart.people.store.programme import Programme, ProgrammeLetter, Session


def write_letter(kind: str, programme: Programme, account: int, session: Session | None = None) -> None:
    """To the person that the account is of."""
    person = Person.objects.filter(organisation=programme.organisation, account=account).exclude(email="").first()
    if person is not None:
        lay_out(kind, programme.organisation, [person.pk], programme, session)


def lay_out(
    kind: str,
    organisation: Organisation,
    people: list[int],
    programme: Programme | None = None,
    session: Session | None = None,
) -> None:
    """For many, by their keys. Without a programme it is about rules of the house: which ones is read when the letter goes."""
    moment = now_ms()
    ProgrammeLetter.objects.bulk_create(
        ProgrammeLetter(
            organisation=organisation, programme=programme, person_id=person, kind=kind, session=session,
            made_ms=moment, next_ms=moment,
        )
        for person in people
    )  # fmt: skip
