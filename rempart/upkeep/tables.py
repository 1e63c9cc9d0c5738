"""Every table from one database into another, and a digest of each that is the same in both when all rows are."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections
from django.db.models import Model

from rempart.console.text_on_postgres import MARK as MARK_OF_NUL
from rempart.ledger.store import Connection, streaming
from rempart.ledger.stores import bulk
from rempart.ledger.stores.connection import server
from rempart.ledger.stores.speaking import spoken
from rempart.ledger.stores.tables import POSTGRES_ONLY

CHUNK = 1_000  # rows in the memory at once
MARK = "rempart_move"  # a table: this server's database is half a move of ours, and may be begun again
OWN = ("django_migrations", MARK, *POSTGRES_ONLY)  # each database has its own
_PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits"

Tell = Callable[[str], None]


class Content(msgspec.Struct, frozen=True):
    """What a table holds: how many rows, and the sum of their hashes, so that their order does not matter."""

    rows: int
    digest: str


def raw(alias: str) -> Connection:
    """Django's connection of that name as the ledger speaks to it."""
    connections[alias].ensure_connection()
    return spoken(connections[alias].connection)


def models(registry: Apps = apps) -> list[type[Model]]:
    """All that have a table, today or in the registry of an earlier schema."""
    found = registry.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def others(alias: str, registry: Apps = apps) -> list[str]:
    """Tables without a model: the ledger's, the channel's. Their columns are numbers, text and bytes alone."""
    names = set(connections[alias].introspection.table_names())
    if connections[alias].vendor == "postgresql":
        names -= {name for (name,) in raw(alias).execute(_PARTITIONS)}
    names -= {model._meta.db_table for model in models(registry)}
    return sorted(name for name in names if name not in OWN)


def copy(source: str, target: str, tell: Tell, registry: Apps = apps, leave: Collection[str] = ()) -> None:
    """All rows but those of `leave`, inside the caller's transactions; what the target began with is replaced."""
    for name in others(target, registry):
        raw(target).execute(f"DELETE FROM {name}")  # noqa: S608 - a name of ours
    for model in models(registry):
        model._base_manager.using(target).all()._raw_delete(target)
    for model in models(registry):
        if model._meta.db_table not in leave:
            tell(model._meta.db_table)
            _copy_model(model, source, target)
    for name in others(source, registry):
        if name not in leave:
            tell(name)
            copy_plain(name, raw(source), raw(target))
    _numbers_go_on(target, registry)


def _copy_model(model: type[Model], source: str, target: str) -> None:
    fields = list(model._meta.local_concrete_fields)
    rows = model._base_manager.using(source).order_by("pk").iterator(CHUNK)
    for objects in _chunks(rows):
        size = connections[target].ops.bulk_batch_size(fields, objects)
        for part in _chunks(iter(objects), size):
            model._base_manager.using(target)._insert(part, fields=fields, using=target, raw=True)  # type: ignore[attr-defined]


def copy_plain(name: str, source: Connection, target: Connection) -> None:
    """All rows of one of those."""
    columns = _columns(source, name)
    marks = ", ".join("?" * len(columns))
    for rows in _chunks(iter(streaming(source, f"SELECT {', '.join(columns)} FROM {name}", ()))):  # noqa: S608 - ours
        target.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608 - ours


def _columns(connection: Connection, name: str) -> list[str]:
    return [column[0] for column in connection.execute(f"SELECT * FROM {name} LIMIT 0").description]  # noqa: S608 - ours


def _numbers_go_on(target: str, registry: Apps) -> None:
    """The next row gets a number that no copied one has. SQLite looks at its tables by itself."""
    if server(raw(target)) is None:
        return
    for statement in connections[target].ops.sequence_reset_sql(no_style(), models(registry)):
        raw(target).execute(statement)
    bulk.count_on(raw(target))


def contents(alias: str, tell: Tell, registry: Apps = apps) -> dict[str, Content]:
    """Of every table, by name."""
    found = {}
    for model in models(registry):
        tell(model._meta.db_table)
        names = [field.attname for field in model._meta.local_concrete_fields]
        rows = model._base_manager.using(alias).values_list(*names).iterator(CHUNK)
        found[model._meta.db_table] = _content(rows)
    for name in others(alias, registry):
        tell(name)
        connection = raw(alias)
        columns = ", ".join(sorted(_columns(connection, name)))
        found[name] = _content(streaming(connection, f"SELECT {columns} FROM {name}", ()))  # noqa: S608 - ours
    return found


def _content(rows: Iterable[Any]) -> Content:
    count, total = 0, 0
    for row in rows:
        data = json.dumps([_plain(value) for value in row], sort_keys=True).encode()
        total += int.from_bytes(hashlib.sha256(data).digest(), "big")
        count += 1
    return Content(count, f"{total % 2**256:064x}")


def _plain(value: Any) -> Any:
    """One form for what the two databases give back differently: bytes, moments, 100.0 beside 100, NUL characters."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        return value.replace("\0", MARK_OF_NUL)
    if isinstance(value, int | float | bool | None):
        return value
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def _chunks(rows: Iterator[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    while chunk := list(islice(rows, size)):
        yield chunk
