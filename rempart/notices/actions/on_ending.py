"""When somebody's access ends: nothing is sent to them any more, and nothing waits in their name."""

from rempart.directory.actions.action import Record
from rempart.directory.store.models import Account, Organisation
from rempart.events import notices as events
from rempart.notices.store.models import Habit, Way
from rempart.terms.scope import Subject


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """Their ways go, with the addresses in them."""
    for way in Way.objects.filter(account=account, organisation=organisation):
        record.event(events.WAY_REMOVED, Subject("way", way.uid), {"unit": way.unit})
        way.delete()
    if not account.membership_set.exists():
        Habit.objects.filter(account=account).delete()
