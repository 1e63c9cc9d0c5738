"""Follow the record: whoever leaves gets no further mail of a drill, whoever comes back may be asked again."""

from contextlib import suppress

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.follow import follow
from rempart.directory.store.models import Organisation, Person
from rempart.events import lifecycle
from rempart.ledger.entry import Recorded
from rempart.mail.core.drill.states import Sent
from rempart.mail.store.drill import Departed, Message
from rempart.mail.store.joining import Joiner

READER = "mail.leavers"
KINDS = (lifecycle.PERSON_LEFT.name, lifecycle.PERSON_JOINED.name)


def note_leavers() -> bool:
    """One batch of every organisation's log."""
    return follow(READER, KINDS, take)


def take(organisation: Organisation, recorded: Recorded) -> None:
    """Part of the reader's transaction: rows only."""
    person = Person.objects.filter(organisation=organisation, uid=recorded.entry.subject.id).first()
    if person is None:
        return
    if recorded.entry.kind == lifecycle.PERSON_JOINED.name:
        Departed.objects.filter(person=person).delete()
        return
    Departed.objects.get_or_create(person=person, defaults={"organisation": organisation})
    waiting = Message.objects.filter(campaign__organisation=organisation, state=Sent.PLANNED)
    if waiting.exists():
        with suppress(Unreadable):  # then nothing is sent either, and `Departed` is seen before each mail
            mine = waiting.filter(pseudonym=Joiner(organisation).pseudonym(person.uid))
            mine.update(state=Sent.WITHDRAWN, code="gone", at_ms=recorded.recorded_ms)
