"""Move an installation from one database to another: copy, compare, verify, switch. The old one stays as it was.

Killed at any moment it has changed nothing that counts: until the switch the installation uses the old database, and
the next try begins again on what this one left behind.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.core.management import call_command
from django.db import connections, transaction

from rempart.channel import database, place
from rempart.console import databases
from rempart.ledger import keys, rotate, store
from rempart.ledger.stores import sqlite
from rempart.ledger.verify import verify
from rempart.upkeep import routed, tables
from rempart.upkeep.tables import MARK

TARGET = "target"  # Django's name for the new database
HALF = "rempart.sqlite3.moving"  # the file until the switch

Tell = Callable[[str], None]


class CannotMove(RuntimeError):
    """Nothing has changed; the message says why."""


class Moved(msgspec.Struct, frozen=True):
    """What was copied and verified."""

    tables: int
    rows: int
    logs: int
    entries: int


def move(state: Path, to: str, tell: Tell) -> Moved:
    """`to`: an address, or "sqlite". Call it with the installation's lock held. Raises CannotMove, FAULTS, DatabaseError."""
    address = None if to == database.SQLITE else to
    if database.address(state) == address:
        raise CannotMove("This installation keeps its data there already.")
    half = state / HALF
    with _opened(state, address, half):
        _clear(address, half)
        tell("tables")
        with routed.to(TARGET):
            call_command("migrate", database=TARGET, interactive=False, verbosity=0)
        with _still("default"):
            with transaction.atomic(using=TARGET):
                _without_time_limit(TARGET)
                tables.copy("default", TARGET, lambda name: tell(f"copy {name}"))
            before = tables.contents("default", lambda name: tell(f"compare {name}"))
            with transaction.atomic(using=TARGET):
                _without_time_limit(TARGET)
                _compare(before, tables.contents(TARGET, lambda name: tell(f"compare {name}")))
            logs = _verify(state, address, half, tell)
            tell("switch")
            _switch(state, address, half)
    rows = sum(content.rows for content in before.values())
    return Moved(len(before), rows, len(logs), sum(head.size for head in logs))


@contextlib.contextmanager
def _opened(state: Path, address: str | None, half: Path) -> Iterator[None]:
    """Django knows the new database by the name TARGET."""
    made = databases.at(state, address)
    if address is None:
        made["NAME"] = half
    known: dict[str, Any] = connections.configure_settings({"default": {}, TARGET: made})
    connections.databases[TARGET] = known[TARGET]
    try:
        yield
    finally:
        connections[TARGET].close()
        del connections[TARGET]
        del connections.databases[TARGET]


def _clear(address: str | None, half: Path) -> None:
    """What an earlier try left behind goes; what is somebody else's stays, and ends this."""
    if address is None:
        for file in half.parent.glob(f"{half.name}*"):
            file.unlink()
        half.touch(mode=0o600)
        return
    names = set(connections[TARGET].introspection.table_names())
    if names and MARK not in names:
        raise CannotMove("That database is not empty. Give the address of an empty one.")
    there = tables.raw(TARGET)
    for name in sorted(names - {MARK}):
        there.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')
    there.execute(f"CREATE TABLE IF NOT EXISTS {MARK} (one BIGINT)")


@contextlib.contextmanager
def _still(alias: str) -> Iterator[None]:
    """Nobody writes meanwhile: SQLite's transactions are IMMEDIATE, a server's tables are locked against writers."""
    with transaction.atomic(using=alias):
        if connections[alias].vendor == "postgresql":
            _without_time_limit(alias)
            names = ", ".join(f'"{name}"' for name in connections[alias].introspection.table_names())
            tables.raw(alias).execute(f"LOCK TABLE {names} IN SHARE MODE")
        yield


def _without_time_limit(alias: str) -> None:
    if connections[alias].vendor == "postgresql":  # one side rests while the other one is read
        tables.raw(alias).execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _compare(before: dict[str, tables.Content], after: dict[str, tables.Content]) -> None:
    different = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if different:
        raise CannotMove(f"The copy differs in {', '.join(different[:5])}. It was not put to use.")


def _verify(state: Path, address: str | None, half: Path, tell: Tell) -> list[store.Head]:
    """Every log of the copy, from its bytes to its signature; and each head is the old one's, note and all."""
    here = tables.raw("default")
    heads = [head for log in store.logs(here) if (head := store.head(here, log)) is not None]
    signing = keys.load(state) if heads else None
    there = sqlite.connect_to_read(half) if address is None else database.at(address)
    try:
        for head in heads:
            tell(f"verify {head.log}")
            found = verify(there, head.log, rotate.verifier_in(there, state, signing, head.log)) if signing else None
            if found is None or not found.ok or store.head(there, head.log) != head:
                reason = found.reason if found and found.reason else "its head differs"
                raise CannotMove(f"The log {head.log} does not verify in the copy: {reason}. It was not put to use.")
    finally:
        there.close()
    return heads


def _switch(state: Path, address: str | None, half: Path) -> None:
    """The one moment that counts: a file takes another one's place."""
    named = state / database.ADDRESS_FILE
    written = named.with_name(f"{named.name}~")
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(f"{address or database.SQLITE}\n")
        out.flush()
        os.fsync(out.fileno())
    if address is None:
        connections[TARGET].close()
        with contextlib.closing(sqlite.connect(half)) as closing:
            closing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _set_aside(place.database(state))
        half.replace(place.database(state))
    else:
        tables.raw(TARGET).execute(f"DROP TABLE {MARK}")  # first: a mark left behind would let a later try clear it
    written.replace(named)


def _set_aside(file: Path) -> None:
    """A file of an earlier time is kept beside the new one."""
    if not file.exists():
        return
    number = 1
    while (aside := file.with_name(f"{file.name}.before-{number}")).exists():
        number += 1
    for suffix in ("-wal", "-shm", ""):
        left = file.with_name(f"{file.name}{suffix}")
        if left.exists():
            left.replace(aside.with_name(f"{aside.name}{suffix}"))
