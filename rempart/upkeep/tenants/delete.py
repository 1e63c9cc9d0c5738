"""Delete an organisation wholly; the installation's log keeps which logs there were, and their last checkpoints."""

import contextlib
import shutil
import time
from pathlib import Path

import msgspec
from django.db import transaction
from django.db.models import ForeignKey, Model

from rempart.directory.actions.action import raw_connection, system_action
from rempart.directory.actions.close_organisation import require_free
from rempart.directory.actions.endings import end_access
from rempart.directory.actions.replay_erasures import empty_account
from rempart.directory.store.models import Account, Membership, Organisation, Person
from rempart.events import directory
from rempart.events import tenants as events
from rempart.ledger import recall, store, tombstones
from rempart.ledger.commitment import erase
from rempart.ledger.entry import Entry
from rempart.ledger.store import Connection
from rempart.ledger.stores import succession
from rempart.ledger.stores.traces import before_deleting, forget_traces
from rempart.terms.scope import Subject
from rempart.upkeep.tenants import contents, scope
from rempart.upkeep.tenants.taking_in import ARCHIVES

CHUNK = 500
BY_LOG = (
    "ledger_place", "ledger_entry", "ledger_node", "ledger_head", "ledger_blob", "ledger_reader", "ledger_cosignature",
    "ledger_timestamp", "ledger_successor",
)  # fmt: skip


class Deleted(msgspec.Struct, frozen=True):
    """What went."""

    uid: str
    rows: int
    entries: int
    accounts: int
    documents: int


def delete(state: Path, organisation: Organisation) -> Deleted:
    """In one transaction; repeated after a kill it begins anew. Call `settle` first. Raises CannotClose."""
    uid, moment = organisation.uid, time.time_ns() // 1_000_000
    require_free(organisation, moment)
    connection = raw_connection()
    before_deleting(connection)
    logs = succession.lineage(connection, uid)
    files = contents.own(organisation)
    with transaction.atomic():
        accounts = _end_access(organisation)
        _erase(connection, organisation, accounts, moment)
        entries = sum(head.size for log in logs if (head := store.head(connection, log)) is not None)
        _say(connection, uid, logs, moment)
        rows = _rows(organisation)
        gone = sum(_close(account) for account in accounts)
        _ledger(connection, logs)
        _checkpoints(state, logs)
    _checkpoints(state, logs)  # an integrator may have written one down again in between
    forget_traces(connection)
    tombstones.keep(connection, state)
    for file in files:
        (state / file).unlink(missing_ok=True)
    shutil.rmtree(state / ARCHIVES / uid, ignore_errors=True)
    return Deleted(uid, rows, entries, gone, len(files))


def _end_access(organisation: Organisation) -> list[Account]:
    """Sessions and tokens end first; accounts that belong nowhere any more."""
    alone = []
    with system_action(organisation, while_closed=True) as record:
        for member in Membership.objects.filter(organisation=organisation).select_related("account").order_by("pk"):
            account = member.account
            member.delete()
            record.event(directory.MEMBER_REMOVED, Subject("account", account.uid), {})
            end_access(record, account, organisation)
            if not account.membership_set.exists():
                alone.append(account)
        if not record.entries:
            record.event(directory.ORGANISATION_CHANGED, Subject("organisation", organisation.uid), {})
    return alone


def _erase(connection: Connection, organisation: Organisation, accounts: list[Account], at_ms: int) -> None:
    """Keys of its people, its days and of accounts that close; of others only what stood beside this record."""
    days = f"day/{organisation.uid}/"
    found = connection.execute(
        "SELECT person FROM ledger_person_key WHERE substr(person, 1, ?) = ?", (len(days), days)
    ).fetchall()
    subjects = {str(person) for (person,) in found} | {account.uid for account in accounts}
    subjects |= set(Person.objects.filter(organisation=organisation).values_list("uid", flat=True))
    for subject in sorted(subjects):
        erase(connection, subject, at_ms)
    connection.execute(
        "DELETE FROM ledger_personal WHERE commitment IN (SELECT commitment FROM ledger_personal_kept WHERE org = ?)",
        (organisation.uid,),
    )
    connection.execute("DELETE FROM ledger_personal_kept WHERE org = ?", (organisation.uid,))


def _say(connection: Connection, uid: str, logs: list[str], at_ms: int) -> None:
    """The last signed checkpoint of each log, in the open, so that an export kept by someone can still be told from a forgery."""
    kind, entries = events.ORGANISATION_DELETED, []
    for log in logs:
        head = store.head(connection, log)
        if head is not None:
            body = {"log": log, "size": head.size, "root": head.root.hex(), "checkpoint": head.note}
            entries.append(Entry(kind.name, "", Subject("log", log), at_ms, "system", body, schema=kind.schema))
    store.append(connection, entries)


def _rows(organisation: Organisation) -> int:
    """The last ones first, so that nothing points to what is gone."""
    count = 0
    for model in reversed(scope.models()):
        numbers = list(scope.rows(model, organisation).values_list("pk", flat=True))
        for start in range(0, len(numbers), CHUNK):
            part = model._base_manager.filter(pk__in=numbers[start : start + CHUNK])
            count += part._raw_delete("default")
    return count


def _close(account: Account) -> bool:
    """Name, address and ways to sign in go; the row goes too unless another organisation's rows name it."""
    empty_account(account)
    if any(_names(model, account) for model in scope.models()):
        return True
    account.delete()
    return True


def _names(model: type[Model], account: Account) -> bool:
    keys = [field for field in model._meta.local_concrete_fields if isinstance(field, ForeignKey)]
    mine = [key.name for key in keys if key.related_model is Account]
    return any(model._base_manager.filter(**{name: account}).exists() for name in mine)


def _ledger(connection: Connection, logs: list[str]) -> None:
    for log in logs:
        for table in BY_LOG:
            connection.execute(f"DELETE FROM {table} WHERE log = ?", (log,))  # noqa: S608 - names of ours


def _checkpoints(state: Path, logs: list[str]) -> None:
    for log in logs:
        with contextlib.suppress(FileNotFoundError):
            (state / recall.FOLDER / log).unlink()
