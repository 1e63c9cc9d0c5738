"""A consistent copy of a PostgreSQL database in use, as one SQLite file; and such a file put back into the server.

Both ways the tables are first made as the other side has them (the same migrations, no later ones), so that a copy
from before an upgrade is really from before it. Needs Django set up; its own connections, never the installation's.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from rempart.channel import database
from rempart.console import databases, first_tables
from rempart.ledger.stores import sqlite
from rempart.ledger.stores.fault import Fault
from rempart.ledger.stores.tables import SCHEMA
from rempart.upkeep import routed, tables
from rempart.upkeep.manifest import Tell
from rempart.upkeep.sqlite_copy import Stand, stand

SERVER, FILE = "upkeep_server", "upkeep_file"  # Django's names for the two sides while this works


class LaterTables(Fault):
    """The tables belong to a later release; this one does not know what stands in them."""


class Postgres:
    """The database of one data folder, on a server."""

    name = "postgresql"

    def __init__(self, state: Path, address: str) -> None:
        self.state, self.address = state, address

    def bytes(self) -> int:
        """How large it is there; a copy is hardly larger. Raises Fault."""
        with contextlib.closing(database.at(self.address, read_only=True)) as connection:
            (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone()
            return int(size)

    def copy(self, target: Path, empty: Collection[str], tell: Tell) -> Stand:
        """All tables; those of `empty` without their rows. Raises Fault, sqlite3.Error, OSError."""
        with _both(self.state, self.address, target), _view():
            registry, applied = _as_in(SERVER)
            if applied:
                _lay(FILE, applied)
            with transaction.atomic(using=FILE):
                tables.copy(SERVER, FILE, _counted(tell), registry=registry, leave=empty)
        return _closed(target)

    def copy_only(self, target: Path, names: Collection[str]) -> Stand:
        """Those tables of the ledger alone."""
        target.touch(mode=0o600)
        source = database.at(self.address, read_only=True)
        with contextlib.closing(source), contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
            source.execute("BEGIN READ ONLY")  # rows come in parts, in an open transaction
            copy.execute("BEGIN")
            for statement in SCHEMA:
                if any(statement.startswith(f"CREATE TABLE {name} ") for name in names):
                    copy.execute(statement)
            for name in names:
                tables.copy_plain(name, source, copy)
            copy.execute("COMMIT")
        return Stand()

    def put_back(self, source: Path, tell: Tell) -> None:
        """The file's rows in the place of the server's, in one transaction. Raises Fault, ValueError; then all is as it was."""
        with _both(self.state, self.address, source), transaction.atomic(using=SERVER):
            connections[SERVER].cursor().execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            registry, applied = _as_in(FILE)
            there = tables.raw(SERVER)
            for name in sorted(connections[SERVER].introspection.table_names()):
                there.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')
            _lay(SERVER, applied)
            tables.copy(FILE, SERVER, _counted(tell), registry=registry)
            there.execute("SET CONSTRAINTS ALL IMMEDIATE")
            said, found = (tables.contents(name, lambda _: None, registry) for name in (FILE, SERVER))
            if said != found:
                different = sorted(name for name in said.keys() | found.keys() if said.get(name) != found.get(name))
                raise ValueError(f"What was put back differs in {', '.join(different[:5])}.")


def _lay(alias: str, applied: list[tuple[str, str]]) -> None:
    """Empty tables as of these migrations: at once where they are today's, step by step where they are older."""
    with routed.to(alias):
        executor = MigrationExecutor(connections[alias])
        is_today = set(applied) == set(executor.loader.graph.leaf_nodes())
        if not (is_today and first_tables.lay(connections[alias])):
            executor.migrate(applied)


def _counted(tell: Tell) -> Callable[[str], None]:
    return lambda name: tell(0, 1, name)


@contextlib.contextmanager
def _both(state: Path, address: str, file: Path) -> Iterator[None]:
    """Two connections of this thread; what goes wrong on the server's side is a Fault, without its values."""
    file.touch(mode=0o600)
    sides = {SERVER: databases.at(state, address), FILE: {**databases.at(state, None), "NAME": file}}
    sides[SERVER]["CONN_MAX_AGE"] = 0
    known: dict[str, Any] = connections.configure_settings({"default": {}, **sides})
    try:
        connections.databases.update({name: known[name] for name in sides})
        yield
    except (DatabaseError, ImproperlyConfigured) as trouble:
        raise Fault(f"PostgreSQL: {type(trouble.__cause__ or trouble).__name__}") from trouble
    finally:
        for name in sides:
            with contextlib.suppress(DatabaseError):
                connections[name].close()
            del connections[name]
            connections.databases.pop(name, None)


@contextlib.contextmanager
def _view() -> Iterator[None]:
    """One moment of the server, whatever is written meanwhile; nothing can be written through it."""
    with transaction.atomic(using=SERVER):
        cursor = connections[SERVER].cursor()
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield


def _as_in(alias: str) -> tuple[Apps, list[tuple[str, str]]]:
    """The models as that database has them, and the newest migration of each app. Raises LaterTables."""
    loader = MigrationLoader(connections[alias])
    applied = set(loader.applied_migrations)
    strange = (
        applied - set(loader.graph.nodes) - {key for one in loader.disk_migrations.values() for key in one.replaces}
    )
    if strange:
        raise LaterTables(
            f"A later release has changed the tables ({', '.join(' '.join(one) for one in sorted(strange)[:3])})."
        )
    here = applied & set(loader.graph.nodes)
    newest = sorted(
        node
        for node in here
        if not any(child.key in here and child.key[0] == node[0] for child in loader.graph.node_map[node].children)
    )
    return loader.project_state(newest).apps, newest


def _closed(target: Path) -> Stand:
    """One file without a journal beside it; how far its record had come."""
    with contextlib.closing(sqlite.connect(target)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
        return stand(copy)
