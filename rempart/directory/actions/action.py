"""The base of every action: permission, change and events commit together, or nothing does."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from rempart.directory.core.roles import Permission, Role, allows
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.events.kind import EventKind
from rempart.ledger.commitment import forget_traces as empty_log
from rempart.ledger.commitment import seal
from rempart.ledger.entry import Entry
from rempart.ledger.stores import sqlite
from rempart.ledger.stores.connection import Connection
from rempart.ledger.stores.speaking import spoken
from rempart.terms.scope import Subject

SYSTEM = "system"  # the actor of what Rempart does by itself: schedules, folds


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Record:
    """Collects the events of one action. An action without an event is a bug."""

    def __init__(self, actor: str, organisation: Organisation) -> None:
        self.actor = actor
        self.organisation = organisation
        self.entries: list[Entry] = []

    def event(
        self,
        kind: EventKind,
        subject: Subject,
        body: Mapping[str, Any],
        at_ms: int | None = None,
        commitments: Mapping[str, str] | None = None,
    ) -> None:
        """Note what happened; no personal field may stand in `body`, only what `seal` returned in `commitments`."""
        moment = now_ms() if at_ms is None else at_ms
        org, sealed = self.organisation.uid, dict(commitments or {})
        entry = Entry(kind.name, org, subject, moment, self.actor, dict(body), schema=kind.schema, commitments=sealed)
        self.entries.append(entry)

    def seal(self, person: str, group: str, fields: dict[str, Any]) -> dict[str, str]:
        """Put personal fields under that person's key, in this transaction; what the entry holds instead."""
        return {group: seal(raw_connection(), person, group, fields)}


def raw_connection() -> Connection:
    """Django's own connection as the ledger knows it: area rows and entries commit together."""
    connection.ensure_connection()
    return spoken(connection.connection, connection.wrap_database_errors)


def forget_traces() -> None:
    """For `transaction.on_commit` of an action that takes personal fields away: the write-ahead log still has them."""
    empty_log(raw_connection())


def role_of(account: Account, organisation: Organisation) -> Role | None:
    """The account's role in that organisation, None for a stranger."""
    member = Membership.objects.filter(account=account, organisation=organisation).first()
    return Role(member.role) if member and account.is_active else None


def demand(account: Account, organisation: Organisation, permission: Permission) -> None:
    """Raises PermissionDenied unless the account holds the permission there."""
    role = role_of(account, organisation)
    if role is None or not allows(role, permission):
        raise PermissionDenied(permission.value)


@contextmanager
def action(actor: Account, organisation: Organisation, permission: Permission) -> Iterator[Record]:
    """A write by a person: checks the permission inside the transaction, then appends the events to it."""
    with transaction.atomic():
        demand(actor, organisation, permission)
        yield from _recorded(Record(f"account:{actor.uid}", organisation))


@contextmanager
def system_action(organisation: Organisation) -> Iterator[Record]:
    """A write by Rempart itself (a schedule, a fold, a first start): same transaction rule, no person."""
    with transaction.atomic():
        yield from _recorded(Record(SYSTEM, organisation))


def _recorded(record: Record) -> Iterator[Record]:
    yield record
    if not record.entries:
        raise RuntimeError("an action must write at least one event")
    sqlite.append(raw_connection(), record.entries)
