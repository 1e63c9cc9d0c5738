"""Everybody whom a programme is for, who has an address and is neither enrolled nor invited yet, is written to once."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.actions.change_programme import NotNow
from rempart.people.actions.write_programme_letter import lay_out
from rempart.people.store.programme import Enrolment, Hallmark, Invited, Programme
from rempart.people.store.programme_standing import audience
from rempart.terms.scope import Subject


class NoHallmark(Exception):
    """Nobody could tell the letter from a forged one: the words and the address come first."""


def to_invite(programme: Programme) -> list[int]:
    """Keys of people."""
    enrolled = Enrolment.objects.filter(programme=programme).values("account")
    people = audience(programme).exclude(email="").exclude(account__in=enrolled)
    return list(
        people.exclude(pk__in=Invited.objects.filter(programme=programme).values("person")).values_list("pk", flat=True)
    )


def invite(actor: Account, programme: Programme) -> int:
    """How many letters were laid out. Raises NotNow, NoHallmark."""
    with action(actor, programme.organisation, Permission.TEACH) as record:
        programme.refresh_from_db()
        if programme.state != Programme.OPEN:
            raise NotNow
        if not Hallmark.objects.filter(organisation=programme.organisation).exists():
            raise NoHallmark
        people = to_invite(programme)
        Invited.objects.bulk_create(Invited(programme=programme, person_id=one) for one in people)
        lay_out("invitation", programme.organisation, people, programme)
        body = {"programme": programme.uid, "count": len(people)}
        record.event(events.INVITED, Subject("programme", programme.uid), body)
    return len(people)
