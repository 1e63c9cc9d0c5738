"""A person who is erased plays for no side any more; what the side reached names nobody."""

from rempart.contest.core.states import LIVE
from rempart.contest.store.models import Camp


def on_erasure(uids: list[str]) -> None:
    """The account's row stays; a side holds its uid only while its contest runs."""
    gone = set(uids)
    for side in Camp.objects.filter(contest__stage__in=LIVE).order_by("pk"):
        if gone & set(side.members):
            Camp.objects.filter(pk=side.pk).update(members=[one for one in side.members if one not in gone])
