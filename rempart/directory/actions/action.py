"""The base of every action: permission, change and events commit together, or nothing does."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.db.models import Model

from rempart.directory.core.bounds import by_program
from rempart.directory.core.marks import mark
from rempart.directory.core.roles import Permission, Role
from rempart.directory.core.standing import Grant
from rempart.directory.store.closures import is_closed
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.reach import covers
from rempart.directory.store.standing import membership, standing
from rempart.directory.store.uses import note_use
from rempart.events.kind import EventKind
from rempart.ledger import retention, store
from rempart.ledger.commitment import forget_traces as empty_log
from rempart.ledger.commitment import seal
from rempart.ledger.entry import Entry
from rempart.ledger.stores.connection import Connection
from rempart.ledger.stores.speaking import spoken
from rempart.terms.scope import Subject
from rempart.terms.shut import Shut

On = Model | tuple[Model, ...] | None  # the row or rows that an action changes
SYSTEM = "system"  # the actor of what Rempart does by itself: schedules, folds


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Closed(PermissionDenied, Shut):
    """The organisation has moved, or waits for its deletion: it can be read and not changed."""


class Record:
    """Collects the events of one action. An action without an event is a bug.

    `under` names the privilege or delegation that made it possible; each entry then says so.
    """

    def __init__(self, actor: str, organisation: Organisation, under: str = "") -> None:
        self.actor = actor
        self.organisation = organisation
        self.under = under
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
        # How somebody came in is never lost behind what made this one action possible.
        under = " ".join(one for one in (mark(), self.under) if one)
        whole = {**body, "under": under} if under else dict(body)
        entry = Entry(kind.name, org, subject, moment, self.actor, whole, schema=kind.schema, commitments=sealed)
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
    with suppress(OperationalError):  # somebody else reads there just now: the next one takes these along
        empty_log(raw_connection())


def role_of(account: Account, organisation: Organisation) -> Role | None:
    """The lasting role there, None for a stranger. What is lent for a time never counts here: only from a role of
    one's own can a role be handed out or taken away."""
    member = membership(account, organisation, now_ms())
    return Role(member.role) if member else None


def own_role(account: Account, organisation: Organisation) -> Role:
    """The role from which roles may be handed out: lasting, and of the whole organisation. Raises PermissionDenied."""
    member = membership(account, organisation, now_ms())
    if member is None or member.is_scoped:
        raise PermissionDenied(Permission.MANAGE_MEMBERS.value)
    return Role(member.role)


def holds(account: Account, organisation: Organisation, permission: Permission) -> bool:
    """Does the account hold the permission there, for whichever rows?"""
    return standing(account, organisation, now_ms()).holds(permission)


def demand(account: Account, organisation: Organisation, permission: Permission, on: On = None) -> Grant:
    """The grant that allows it; raises PermissionDenied.

    `on` is the row, or the rows, that will change. Without it the whole organisation is meant, and a membership
    that is limited to some sites, hosts or teams does not suffice: an action that forgets `on` refuses too much,
    never too little.
    """
    rows = on if isinstance(on, tuple) else () if on is None else (on,)
    for grant in standing(account, organisation, now_ms()).holding(permission):
        if grant.reach.is_whole or (rows and all(covers([grant.reach], row, account) for row in rows)):
            note_use(account, organisation, permission)
            return grant
    raise PermissionDenied(permission.value)


def demand_person() -> None:
    """Raises PermissionDenied for a request by token: what needs a second person, or hands on a role, needs a person."""
    if by_program():
        raise PermissionDenied("a program is no second person")


@contextmanager
def action(
    actor: Account, organisation: Organisation, permission: Permission, on: On = None, *, while_closed: bool = False
) -> Iterator[Record]:
    """A write by a person: checks the permission inside the transaction, then appends the events to it. Raises Closed."""
    with transaction.atomic():
        one_at_a_time(organisation)
        _require_open(organisation, while_closed=while_closed)
        grant = demand(actor, organisation, permission, on)
        yield from _recorded(Record(f"account:{actor.uid}", organisation, grant.via))


@contextmanager
def own_action(actor: Account, organisation: Organisation) -> Iterator[Record]:
    """A write about oneself (name, password, own devices, asking for something): any member may."""
    with transaction.atomic():
        one_at_a_time(organisation)
        _require_open(organisation)
        if membership(actor, organisation, now_ms()) is None:
            raise PermissionDenied
        yield from _recorded(Record(f"account:{actor.uid}", organisation))


@contextmanager
def system_action(organisation: Organisation, actor: str = SYSTEM, *, while_closed: bool = False) -> Iterator[Record]:
    """A write without a person (a schedule, a first start, a program by its token): same transaction rule.

    `while_closed` is for what must not wait for an organisation to open: who comes in, access that ends, periods of
    retention, the closing itself. Raises Closed.
    """
    with transaction.atomic():
        one_at_a_time(organisation)
        _require_open(organisation, while_closed=while_closed)
        yield from _recorded(Record(actor, organisation))


def one_at_a_time(organisation: Organisation) -> None:
    """Whoever looks and then writes sees what others of the same organisation wrote before; SQLite has one writer anyway.

    Without it two owners could each take away the other one's role at the same moment. A transaction that writes rows
    before its `action` asks for it first: two that lock in another order would wait for each other.
    """
    if connection.features.has_select_for_update:
        Organisation.objects.select_for_update(no_key=True).filter(pk=organisation.pk).first()


def _require_open(organisation: Organisation, *, while_closed: bool = False) -> None:
    if not while_closed and is_closed(organisation):
        raise Closed(
            "The organisation is closed: it can be read and not changed. While it waits for its deletion: rempart organisation open NAME"
        )


def _recorded(record: Record) -> Iterator[Record]:
    yield record
    if not record.entries:
        raise RuntimeError("an action must write at least one event")
    store.append(raw_connection(), record.entries)
    retention.note(raw_connection(), record.entries)
