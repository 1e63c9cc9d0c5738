"""What becomes of mails of which nobody knows whether they went out: a person decides, after a look at the mail server's log."""

from collections.abc import Collection
from enum import StrEnum

from django.db.models import F

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import mail as events
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.store.drill import Campaign, Message, Recipient
from rempart.mail.store.joining import Joiner
from rempart.terms.scope import Subject


class Decision(StrEnum):
    """`again`: it did not arrive, or twice is no harm; `as_sent`: it went out."""

    AGAIN = "again"
    AS_SENT = "as_sent"


class NothingThere(Exception):
    """None of them is unknown (any more), or the campaign sends nothing more."""


def decide_unknown(actor: Account, row: Campaign, decision: Decision, recipients: Collection[int] | None = None) -> int:
    """Of these recipients, or of all; how many. Raises NothingThere, and rempart.channel.sealed.Unreadable."""
    people = {pseudonym: pk for pseudonym, (pk, _) in Joiner(row.organisation).join(row).items()}
    chosen = {one for one, pk in people.items() if recipients is None or pk in recipients}
    with action(actor, row.organisation, Permission.DRILL) as record:
        found = [
            (pk, pseudonym)
            for pk, pseudonym in Message.objects.filter(campaign=row, state=Sent.UNKNOWN).values_list("pk", "pseudonym")
            if pseudonym in chosen
        ]
        unknown = Message.objects.filter(pk__in=[pk for pk, _ in found], state=Sent.UNKNOWN)
        if decision is Decision.AGAIN:
            # a drill that has ended, in time, goes on for these
            open_ones = Campaign.objects.filter(pk=row.pk, state__in=(State.RUNNING, State.DONE), ends_ms__gt=now_ms())
            if not found or open_ones.update(state=State.RUNNING, next_ms=0, ended_ms=None) != 1:
                raise NothingThere
            count = unknown.update(state=Sent.PLANNED, due_ms=now_ms(), at_ms=None)
        else:
            count = unknown.update(state=Sent.ACCEPTED, code="as_sent", at_ms=now_ms())
            Recipient.objects.filter(pk__in=[people[one] for _, one in found]).update(sent=F("sent") + 1)
        if not count:
            raise NothingThere
        body = {"decision": decision.value, "mails": count}
        record.event(events.UNKNOWN_DECIDED, Subject("campaign", row.uid), body)
        return count
