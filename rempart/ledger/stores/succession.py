"""Logs that go on under another name: where new entries belong, and which logs a reader goes through."""

import sqlite3
from typing import Any

import msgspec

from rempart.ledger.entry import Entry
from rempart.ledger.stores.connection import Connection


def successors(connection: Connection) -> dict[str, str]:
    """Log to the one that follows it; empty on an installation that never lost anything."""
    return dict(_rows(connection, "SELECT log, successor FROM ledger_successor"))


def settled(connection: Connection, entries: list[Entry]) -> list[Entry]:
    """The entries, each with the log that is open today."""
    moved = successors(connection)
    if not moved:
        return entries
    return [_in(entry, _last(entry.home, moved)) for entry in entries]


def _in(entry: Entry, log: str) -> Entry:
    return entry if entry.home == log else msgspec.structs.replace(entry, log=log)


def _last(log: str, moved: dict[str, str]) -> str:
    while log in moved:
        log = moved[log]
    return log


def lineage(connection: Connection, log: str) -> list[str]:
    """A log and those that followed it, oldest first: what a reader of this organisation reads, each with its cursor."""
    moved, found = successors(connection), [log]
    while found[-1] in moved:
        found.append(moved[found[-1]])
    return found


def current(connection: Connection, log: str) -> str:
    """The log that is open today."""
    return lineage(connection, log)[-1]


def first(connection: Connection, log: str) -> str:
    """The log that this one goes back to: its name is the organisation's."""
    before = {after: name for name, after in successors(connection).items()}
    while log in before:
        log = before[log]
    return log


def admitted(connection: Connection, log: str) -> int | None:
    """Up to which size a closed log is known to have been signed; None for an open one."""
    rows = _rows(connection, "SELECT size FROM ledger_successor WHERE log = ?", (log,))
    return int(rows[0][0]) if rows else None


def _rows(connection: Connection, query: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
    """None in a file of an earlier release, which closed no log: it is read before its upgrade, by a restore too."""
    try:
        return connection.execute(query, parameters).fetchall()
    except sqlite3.OperationalError as fault:
        if "no such table" not in str(fault):
            raise
        return []
