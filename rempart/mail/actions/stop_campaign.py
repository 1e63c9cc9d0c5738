"""The stop button: from the moment it is pressed no further mail is begun."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import mail as events
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.store.drill import Campaign, Message
from rempart.terms.scope import Subject


class NotRunning(Exception):
    """There is nothing to stop."""


def stop_campaign(actor: Account, row: Campaign) -> int:
    """How many mails were not sent. What is on the wire just now is still counted. Raises NotRunning."""
    with action(actor, row.organisation, Permission.DRILL) as record:
        running = Campaign.objects.filter(pk=row.pk, state__in=(State.READY, State.RUNNING))
        # the sender writes this row first too, before each mail: from here on it finds another state
        if running.update(state=State.STOPPED, ended_ms=now_ms()) != 1:
            raise NotRunning
        waiting = Message.objects.filter(campaign=row, state=Sent.PLANNED)
        left = waiting.update(state=Sent.WITHDRAWN, code="stopped", at_ms=now_ms())
        record.event(events.CAMPAIGN_STOPPED, Subject("campaign", row.uid), {"left": left})
        return left
