"""Whose access ends wants no prize any more: points, stock and budget return. Certificates stay: they are the person's."""

from rempart.directory.actions.action import Record
from rempart.directory.store.models import Account, Organisation
from rempart.people.actions.choose_points import clear
from rempart.people.store.points import Purse


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """Part of the action that ends it."""
    clear(account, organisation)
    Purse.objects.filter(account=account, organisation=organisation).delete()
