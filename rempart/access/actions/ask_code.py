"""Somebody asks for a one-time code: the same rows are written whoever it is."""

from rempart.access.actions.visit import digest_of
from rempart.access.actions.write_letter import write_letter
from rempart.access.core.limits import CODE_S
from rempart.access.core.one_time import new_nonce
from rempart.access.store.learners import organisation_at, person_with
from rempart.access.store.models import LearnerCode
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Person
from rempart.events import access as events
from rempart.terms.scope import Subject


def ask_code(door: str, number: str, asked_by: str, language: str) -> None:
    """`asked_by` is the secret of the asking browser. Mail and entry are made by the worker: nobody can time them."""
    organisation = organisation_at(door)
    person = person_with(organisation, number)
    moment = now_ms()
    row = LearnerCode.objects.create(
        organisation=organisation, person=person, nonce=new_nonce(), asked_by=digest_of(asked_by), made_ms=moment,
        until_ms=moment + CODE_S * 1000,
    )  # fmt: skip
    write_letter("code", {"code": str(row.pk)}, person=person, language=language)


def note_code(person: Person) -> None:
    """In the record, once the letter goes out."""
    with system_action(person.organisation, while_closed=True) as record:
        record.event(events.CODE_ASKED, Subject("person", person.uid), {})
