"""One word for whatever goes wrong with a companion: in rows, in entries, and as a sentence on the page."""

from rempart.channel.companion import CompanionTrouble, Lying, Refused, TooLong
from rempart.channel.outbound import Barred
from rempart.channel.sealed import Unreadable

Trouble = CompanionTrouble | Barred | Unreadable
MOST = 40


def word_of(trouble: Trouble) -> str:
    """`lied_…` where what came was not what the pinned key signed, or contradicts itself."""
    if isinstance(trouble, Barred):
        return "barred"
    if isinstance(trouble, Unreadable):
        return "unreadable"
    if isinstance(trouble, Lying):
        return f"lied_{trouble.word}"[:MOST]
    if isinstance(trouble, TooLong):
        return "too_long"
    if isinstance(trouble, Refused) and trouble.word == "refused" and not trouble.is_signed:
        return "turned_away"
    return trouble.word[:MOST]


def is_lie(trouble: Trouble) -> bool:
    """More than a fault of the line: somebody answers in the companion's place, or it is not what it was."""
    return isinstance(trouble, Lying | TooLong)
