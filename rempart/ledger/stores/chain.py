"""The record of an organisation as one: its log and those that followed, numbered through.

Where nothing was ever lost or moved there is one log, and an entry's number is its index.
"""

from collections.abc import Collection
from typing import NamedTuple

from rempart.ledger.entry import Recorded
from rempart.ledger.stores import entries, succession
from rempart.ledger.stores.connection import Connection


class Part(NamedTuple):
    """One log; `start` is the number of its first entry."""

    log: str
    start: int
    size: int


class Numbered(NamedTuple):
    """An entry, and where it stands in the whole record."""

    number: int
    recorded: Recorded


class Chain(NamedTuple):
    """Logs, oldest first. All but the last are closed, so a number stays what it is."""

    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Entries of all of them."""
        return self.parts[-1].start + self.parts[-1].size

    def part(self, number: int) -> Part | None:
        """The log that holds this number."""
        return next((part for part in self.parts if 0 <= number - part.start < part.size), None)

    def number(self, log: str, index: int) -> int | None:
        """Of an entry by its place; None for another organisation's log."""
        return next((part.start + index for part in self.parts if part.log == log), None)


def chain(connection: Connection, log: str) -> Chain:
    """`log` and those that followed it."""
    parts: list[Part] = []
    for name in succession.lineage(connection, log):
        head = entries.head(connection, name)
        parts.append(Part(name, parts[-1].start + parts[-1].size if parts else 0, head.size if head else 0))
    return Chain(tuple(parts))


def read_numbered(
    connection: Connection, logs: Chain, number: int = -1, kinds: Collection[str] = (), limit: int = 1000
) -> list[Numbered]:
    """Entries with a number above `number`, in order, through all logs; of all kinds, or of those named."""
    found: list[Numbered] = []
    for part in logs.parts:
        is_last = part is logs.parts[-1]
        if len(found) < limit and (is_last or number < part.start + part.size - 1):
            after = max(number - part.start, -1)
            held = entries.read_after(connection, part.log, after, kinds, limit - len(found))
            found += [Numbered(part.start + one.index, one) for one in held]
    return found


def read_one(connection: Connection, logs: Chain, number: int) -> Recorded | None:
    """The entry of that number; None where none can be read."""
    found = read_numbered(connection, logs, number - 1, limit=1)
    return found[0].recorded if found and found[0].number == number else None


def newest_signed(connection: Connection, log: str) -> entries.Head | None:
    """The newest head that bears a signature: of a log just opened, none does yet."""
    for name in reversed(succession.lineage(connection, log)):
        head = entries.head(connection, name)
        if head is not None and head.note:
            return head
    return None
