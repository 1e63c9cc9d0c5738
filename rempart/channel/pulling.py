"""The form of what finds one mail in everybody's mailbox and takes it out; units in `<area>/pullers/<id>.py`.

None ships yet: the page of triage says so, and gives what to type into the mail system's own search instead.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mails. Every field that is not empty must fit; at least `addresses` or `message_ids` is not empty."""

    addresses: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    since_ms: int = 0
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class Pulled:
    """How many were found and how many taken out; `undo` is what puts them back, for as long as the system keeps them."""

    found: int
    taken: int
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Puller:
    """`count` only looks; `pull` moves what was found to where people do not open it, and never deletes for good."""

    id: str
    count: Callable[[Wanted], int]
    pull: Callable[[Wanted], Pulled]
