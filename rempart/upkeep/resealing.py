"""Every value that the key of settings seals, and all of them under its newest one; in batches, at any time again."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection, transaction
from django.db.models import Model

from rempart.access.store import device_ca, session_form
from rempart.access.web import factors
from rempart.channel import sealed
from rempart.directory.store.sealed_field import SealedField
from rempart.ledger import durable

BATCH = 200  # rows of one transaction: far below a second, and nobody waits longer for one of them
FACTOR_FIELDS = ("secret", "seed")


@dataclass(slots=True)
class Resealed:
    """`done` values went to the newest key; `unreadable` open under no key that is here, and stay as they are."""

    done: int = 0
    unreadable: int = 0

    def again(self, held: bytes, context: str) -> bytes:
        """What stands there from now on."""
        try:
            fresh = sealed.reseal(held, context)
        except sealed.Unreadable:
            self.unreadable += 1
            return held
        self.done += fresh is not None
        return held if fresh is None else fresh


Change = Callable[[Any, Resealed], dict[str, Any]]


def _columns(model: type[Model]) -> Change:
    fields = [field for field in model._meta.get_fields() if isinstance(field, SealedField)]

    def change(row: Any, count: Resealed) -> dict[str, Any]:
        held = {field: bytes(getattr(row, field.name)) for field in fields}
        return {field.name: count.again(value, field.context(row)) for field, value in held.items() if value}

    return change


def _factor(row: Any, count: Resealed) -> dict[str, Any]:
    """An app's secret, the seed of recovery codes; a passkey holds nothing secret."""
    data = dict(row.data)
    for name in FACTOR_FIELDS:
        if isinstance(data.get(name), str):
            held = base64.b64decode(data[name])
            data[name] = base64.b64encode(count.again(held, factors.CONTEXT)).decode()
    return {"data": data}


class _AsItIs:
    """For Django's signature around a session: the sealed bytes, unopened."""

    def dumps(self, value: bytes) -> bytes:
        return value

    def loads(self, data: bytes) -> bytes:
        return data


def _session(row: Any, count: Resealed) -> dict[str, Any]:
    salt = SessionStore().key_salt
    try:
        held = signing.loads(row.session_data, salt=salt, serializer=_AsItIs)
    except signing.BadSignature:  # of an earlier key of sessions: it opens nothing
        return {}
    fresh = count.again(held, session_form.CONTEXT)
    if fresh == held:
        return {}
    return {"session_data": signing.dumps(fresh, salt=salt, serializer=_AsItIs, compress=True)}


def places() -> list[tuple[type[Model], Change]]:
    """Every model with a sealed column, whichever area it is of, and the two that are not ours."""
    ours = [
        (model, _columns(model))
        for model in apps.get_models()
        if any(isinstance(field, SealedField) for field in model._meta.get_fields())
    ]
    return [*ours, (Authenticator, _factor), (Session, _session)]


def reseal_all(state: Path) -> Resealed:
    """Killed at any moment everything stays readable; called again, it goes on with what is left."""
    count = Resealed()
    authority = state / device_ca.SEALED_FILE
    if authority.exists():
        held = authority.read_bytes()
        if (fresh := count.again(held, device_ca.CONTEXT)) != held:
            durable.put(authority, fresh)
    known = set(connection.introspection.table_names())
    for model, change in places():
        if model._meta.db_table in known:  # a folder that was set up, but never served
            for _ in _batches(model, change, count):
                pass
    return count


def _batches(model: type[Model], change: Change, count: Resealed) -> Iterator[int]:
    """One transaction each; how many rows it looked at."""
    rows, last = model._default_manager.order_by("pk"), None
    while True:
        with transaction.atomic():
            after = rows if last is None else rows.filter(pk__gt=last)
            batch = list(after.select_for_update()[:BATCH])
            for row in batch:
                changed = change(row, count)
                if any(_plain(getattr(row, name)) != value for name, value in changed.items()):
                    model._default_manager.filter(pk=row.pk).update(**changed)
        yield len(batch)
        if len(batch) < BATCH:
            return
        last = batch[-1].pk


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
