"""When somebody's access ends, they play for no side."""

from rempart.contest.core.states import LIVE
from rempart.contest.store.models import Camp
from rempart.directory.actions.action import Record
from rempart.directory.store.models import Account, Organisation


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """Part of the action that ends it."""
    for side in Camp.objects.filter(organisation=organisation, contest__stage__in=LIVE).order_by("pk"):
        if account.uid in side.members:
            Camp.objects.filter(pk=side.pk).update(members=[one for one in side.members if one != account.uid])
