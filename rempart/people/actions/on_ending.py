"""When somebody's access ends: seats to come are free for others, the calendar's address leads nowhere, no letter waits; a
prize is wanted no more: points, stock and budget return. Certificates stay: they are the person's."""

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.store.models import Account, Organisation
from rempart.people.actions.choose_points import clear
from rempart.people.actions.session_seat import give_up_within
from rempart.people.store.points import Purse
from rempart.people.store.programme import LearnerChoice, ProgrammeLetter, Seat


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """Part of the action that ends it. What was learnt stays until its period is over, or the person is erased."""
    coming = Seat.objects.filter(account=account, organisation=organisation, session__starts_ms__gt=now_ms())
    for seat in coming.select_related("session").order_by("pk"):
        give_up_within(record, seat)
    ProgrammeLetter.objects.filter(person__account=account, organisation=organisation).delete()
    LearnerChoice.objects.filter(account=account, organisation=organisation).update(calendar_digest="")
    clear(account, organisation)
    Purse.objects.filter(account=account, organisation=organisation).delete()
