"""One organisation as a folder: rows, logs, documents, and under a passphrase what people left beside the record."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection as django_connection
from django.db.migrations.recorder import MigrationRecorder

from rempart import __version__
from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.ledger import export as log_export
from rempart.ledger import keys, rotate, store
from rempart.ledger.stores import succession
from rempart.terms.moment import rfc3339
from rempart.upkeep import envelope, manifest, places
from rempart.upkeep.manifest import Manifest, Tell
from rempart.upkeep.tenants import contents, persons, rows

ACCOUNTS, CONTENT = "accounts.jsonl", "organisation.json"
LOGS = "logs"
OPEN = (LOGS,)  # never sealed: whoever has the key can check it
LEFT_OUT = (
    "passwords, second factors and sessions of accounts",
    "secrets of providers, outlets and connected systems",
    *(f"rows of {label}" for label in sorted(rows.LEFT_BEHIND)),
)
WITHOUT_WORDS = "personal fields beside the record (they travel only under a passphrase)"


class CannotExport(RuntimeError):
    """Nothing was written that counts; the message says why."""


class Log(msgspec.Struct, frozen=True):
    """One log of the organisation, oldest first; `keys` are all that signed it, the last one signs its checkpoint."""

    log: str
    size: int
    keys: list[str]


class Content(msgspec.Struct, frozen=True):
    """What the folder holds."""

    uid: str
    name: str
    made_ms: int
    counts: dict[str, int]
    accounts: int
    personal: int | None
    documents: int
    logs: list[Log]
    readers: list[tuple[str, str, int]]
    left_out: list[str]
    files: dict[str, int] = {}  # by holding; `documents` is one of them


def export(
    state: Path,
    organisation: Organisation,
    target: Path,
    words: bytes | None,
    tell: Tell = lambda *_: None,
    beat: Callable[[], None] = lambda: None,
) -> Content:
    """Into a folder that is not there yet. Call `settle` first. Raises CannotExport, OSError, and what `beat` raises,
    which is called every now and then."""
    if target.exists() and any(target.iterdir()):
        raise CannotExport(f"{target} is not empty; choose another folder.")
    half = target.with_name(f"{target.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    places.tight(half)
    tell(0, 4, "rows")
    connection = raw_connection()
    with store.reading(connection):
        counts, named = rows.write(organisation, half, beat)
        accounts = _accounts(organisation, named, half / ACCOUNTS)
        tell(1, 4, "personal fields")
        personal = None if words is None else persons.write(connection, organisation, half / persons.FILE, beat)
        readers = _readers(connection, organisation)
    tell(2, 4, "documents")
    files = contents.write(state, organisation, half, beat)
    tell(3, 4, "record")
    logs = _logs(state, organisation, half / LOGS, beat)
    left_out = [*LEFT_OUT, *([WITHOUT_WORDS] if words is None else [])]
    content = Content(
        organisation.uid, organisation.name, time.time_ns() // 1_000_000, counts, accounts, personal,
        files["documents"], logs, readers, left_out, files,
    )  # fmt: skip
    (half / CONTENT).write_bytes(msgspec.json.encode(content))
    _finish(half, content, words, beat)
    if target.exists():
        target.rmdir()
    half.replace(target)
    return content


def _accounts(organisation: Organisation, named: set[int], file: Path) -> int:
    """Only what a membership needs; what the account is elsewhere is nobody's business here."""
    members = set(Membership.objects.filter(organisation=organisation).values_list("account_id", flat=True))
    found = Account.objects.filter(pk__in=named | members).order_by("pk")
    with file.open("w", encoding="utf-8") as out:
        for one in found:
            line: dict[str, Any] = {
                "id": one.pk, "uid": one.uid, "email": one.email, "name": one.name, "language": one.language,
                "is_active": one.is_active, "is_member": one.pk in members,
            }  # fmt: skip
            out.write(f"{json.dumps(line, ensure_ascii=False)}\n")
    return len(found)


def _readers(connection: store.Connection, organisation: Organisation) -> list[tuple[str, str, int]]:
    """How far the areas had read: what they made of it is among the rows."""
    found = []
    for log in succession.lineage(connection, organisation.uid):
        found += connection.execute("SELECT name, log, idx FROM ledger_reader WHERE log = ?", (log,)).fetchall()
    return [(str(name), str(log), int(idx)) for name, log, idx in found]


def _logs(state: Path, organisation: Organisation, target: Path, beat: Callable[[], None]) -> list[Log]:
    connection, signing, found = raw_connection(), keys.load(state), []
    target.mkdir()
    for log in succession.lineage(connection, organisation.uid):
        beat()
        try:
            written = log_export.export(connection, log, target / log)
        except log_export.CannotExport as bad:
            raise CannotExport(f"{bad}. Start Rempart once, then try again.") from bad
        newest = rotate.verifier_in(connection, state, signing, log)
        before = [key for key in rotate.earlier(state, log) if key != newest]
        found.append(Log(log, written.size, [str(key) for key in (*before, newest)]))
    return found


def _finish(half: Path, content: Content, words: bytes | None, beat: Callable[[], None]) -> None:
    """Seal all but the logs, then write the table of contents, last."""
    seal = envelope.fresh() if words else None
    key = envelope.key_of(words, seal) if words and seal else None
    if key:
        for file in [file for file in _files(half) if file.relative_to(half).parts[0] not in OPEN]:
            beat()
            envelope.seal_file(file, file.with_name(f"{file.name}.sealed"), key)
            file.unlink()
    pieces = {file.relative_to(half).as_posix(): manifest.digest(file) for file in _files(half)}
    heads = {one.log: manifest.Head(one.size, "") for one in content.logs}
    made = Manifest(
        manifest.FORM, "organisation", rfc3339(content.made_ms), __version__, django_connection.vendor, schema(), heads,
        0, tuple(content.left_out), pieces, seal,
    )  # fmt: skip
    if key and seal:
        made = msgspec.structs.replace(made, seal=msgspec.structs.replace(seal, tag=envelope.tag(made, key)))
    manifest.write(half, made)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def schema() -> dict[str, str]:
    """The newest migration of each app."""
    found: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(django_connection).applied_migrations()):
        found[app] = max(name, found.get(app, ""))
    return found
