"""An empty database gets the tables that its migrations, one after the other, would have made; not one thing differs."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.plugin import DjangoDbBlocker

from rempart.console import databases, first_tables
from rempart.upkeep import routed
from tests.servers import postgres

COLUMNS = """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,
    is_identity, collation_name FROM information_schema.columns WHERE table_schema = 'public'"""
RULES = """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace"""
INDEXES = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"


@contextlib.contextmanager
def opened(folder: Path, address: str | None) -> Iterator[BaseDatabaseWrapper]:
    """An empty database that Django knows by a name of its own."""
    alias = f"empty_{secrets.token_hex(4)}"
    folder.mkdir()
    connections.databases[alias] = connections.configure_settings(
        {"default": {}, alias: databases.at(folder, address)}
    )[alias]
    try:
        with routed.to(alias):
            yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


@pytest.fixture(params=["sqlite", "postgres"])
def two(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[contextlib.AbstractContextManager[Any]]]:
    """Two empty databases of one kind."""
    named = [f"first_{secrets.token_hex(4)}" for _ in range(2)]
    addresses = [postgres.address(name) if request.param == "postgres" else None for name in named]
    with django_db_blocker.unblock():  # two databases of its own, not the tests' one
        yield [opened(tmp_path / name, address) for name, address in zip(named, addresses, strict=True)]


def shape(connection: BaseDatabaseWrapper) -> set[tuple[Any, ...]]:
    """Columns, rules and indexes, whatever their order."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            found: set[tuple[Any, ...]] = set()
            for question in (COLUMNS, RULES, INDEXES):
                cursor.execute(question)
                found.update(cursor.fetchall())
            return found
        cursor.execute("SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM sqlite_master m,"
                       " pragma_table_xinfo(m.name) c WHERE m.type = 'table'")  # fmt: skip
        columns = set(cursor.fetchall())
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL")
        columns.update(cursor.fetchall())
        for name in names:
            for rule, said in connection.introspection.get_constraints(cursor, name).items():
                # `fk_1` only counts, in the order of columns.
                called = "fk" if said["foreign_key"] else rule.lstrip("_0123456789")
                columns.add((name, called, repr(sorted(said.items(), key=str))))
    return columns


def applied(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


@pytest.mark.slow
@pytest.mark.timeout(600)  # the long way is long
def test_the_short_way_and_the_long_way_end_alike(two: list[contextlib.AbstractContextManager[Any]]) -> None:
    with two[0] as connection:
        call_command("migrate", database=connection.alias, interactive=False, verbosity=0)
        short, noted = shape(connection), applied(connection)
        assert not first_tables.lay(connection), "what has tables is left alone"
    with two[1] as connection:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        assert applied(connection) == noted
        assert shape(connection) ^ short == set()
