"""Take in an organisation that another installation wrote out: all of it in one transaction, or nothing."""

import json
import re
import shutil
import tempfile
import time
from pathlib import Path

import msgspec
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Account, Organisation
from rempart.events import tenants as events
from rempart.ledger import checkpoint, note, rotate
from rempart.ledger.entry import INSTALLATION, Entry
from rempart.ledger.note import BadNote
from rempart.ledger.recovery import adopt as logs
from rempart.ledger.recovery import folder as source
from rempart.ledger.store import Connection, append, put_blob
from rempart.terms.scope import Subject
from rempart.upkeep import envelope, manifest, places
from rempart.upkeep.manifest import Damaged, Manifest, Tell
from rempart.upkeep.tenants import contents, persons, rows
from rempart.upkeep.tenants.export import ACCOUNTS, CONTENT, LOGS, Content, Log, schema

ARCHIVES = "archives"  # exports of logs that were closed elsewhere, as they came
_UID = re.compile(r"[A-Za-z0-9]{1,16}").fullmatch
# DataError: what one database held, another one may not, for example a text that is longer than its column says.
_REFUSED = (
    rows.BadRows, IntegrityError, DataError, ValidationError, BadNote, logs.CannotAdopt, source.BadExport,
    persons.BadPersons, contents.BadContents,
)  # fmt: skip
_AFTER = re.compile(r"\.[0-9]{1,6}").fullmatch  # what a log that follows adds to the first one's name


class CannotTakeIn(RuntimeError):
    """Nothing has changed; the message says why."""


class Taken(msgspec.Struct, frozen=True):
    """What came in. `invited` are new accounts without a password, `matched` those that were here."""

    uid: str
    name: str
    rows: int
    invited: int
    matched: int
    personal: int
    documents: int
    log: str
    successor: str


def take_in(
    state: Path, folder: Path, words: bytes | None, *, match: bool = False, tell: Tell = lambda *_: None
) -> Taken:
    """`match`: accounts with the same address are the same person, says the operator. Raises CannotTakeIn, Damaged,
    WrongPassphrase, OSError. Call it with the installation's lock held."""
    made = _checked(folder, tell)
    with tempfile.TemporaryDirectory(dir=places.work(state)) as opened:
        clear = Path(opened)
        _open(folder, made, clear, words)
        content = msgspec.json.decode((clear / CONTENT).read_bytes(), type=Content)
        try:
            _refuse(clear, content)
            contents.put(clear, state)
            _archive(state, folder, content)
            with transaction.atomic():
                return _put(folder, clear, content, match=match)
        except _REFUSED as bad:
            raise CannotTakeIn(f"{str(bad).strip()} Nothing was taken in.") from bad


def _checked(folder: Path, tell: Tell) -> Manifest:
    made = manifest.read(folder)
    if made.kind != "organisation":
        raise CannotTakeIn(f"{folder} is a backup, not an organisation that was written out.")
    manifest.check(folder, made, tell)
    here = schema()
    later = sorted(app for app, name in made.schema.items() if name > here.get(app, ""))
    if later:
        raise CannotTakeIn(f"It comes from a later release ({made.product}; {later[0]}). Upgrade this installation.")
    return made


def _open(folder: Path, made: Manifest, clear: Path, words: bytes | None) -> None:
    key = None
    if made.seal is not None:
        if words is None:
            raise CannotTakeIn("It is sealed. Name the file with its passphrase: --passphrase-file FILE")
        key = envelope.key_of(words, made.seal)
        envelope.demand(made, key)
    for name in made.files:
        if Path(name).parts[0] == LOGS:
            continue
        target = manifest.within(clear, name.removesuffix(".sealed"))
        target.parent.mkdir(parents=True, exist_ok=True)
        if key is None:
            shutil.copy(manifest.within(folder, name), target)
        else:
            envelope.open_file(manifest.within(folder, name), target, key)
    if not (clear / CONTENT).is_file():
        raise Damaged(f"{folder} does not say what it holds.")


def _refuse(clear: Path, content: Content) -> None:
    """Before anything is written."""
    there = rows.clashes(clear)
    if there:
        raise CannotTakeIn(f"It is here already, or something with the same id is: {there[0]}.")
    if not content.logs:
        raise CannotTakeIn("It has no log.")
    if [row.get("uid") for row in rows.read(clear, Organisation)] != [content.uid]:
        raise CannotTakeIn("Its rows are not those of the one organisation that it names.")
    _refuse_names(content)
    contents.check(clear)


def _refuse_names(content: Content) -> None:
    """They become names of files and of logs here, and a key counts for the log it names: another's is not theirs."""
    if not _UID(content.uid) or content.uid == INSTALLATION:
        raise CannotTakeIn(f"{content.uid!r} is no organisation's id.")
    names = {one.log for one in content.logs}
    for one in content.logs:
        if one.log != content.uid and not _AFTER(one.log.removeprefix(content.uid)):
            raise CannotTakeIn(f"{one.log!r} is no log of this organisation.")
        if {note.read_key(key).name.rpartition("/")[2] for key in one.keys} != {one.log}:
            raise CannotTakeIn(f"The keys of the log {one.log} are those of another.")
    if not names.issuperset(log for _, log, _ in content.readers):
        raise CannotTakeIn("It says how far a log of somebody else was read.")


def _archive(state: Path, folder: Path, content: Content) -> None:
    """The old log as it came, and its public keys: `rempart-verify` goes on accepting it."""
    target = state / ARCHIVES / content.uid
    places.tight(target.parent)
    shutil.copytree(folder / LOGS, target, dirs_exist_ok=True)
    for one in content.logs:
        (target / f"{one.log}.key").write_text("".join(f"{key}\n" for key in one.keys), "utf-8")
        rotate.adopt(state, note.read_key(one.keys[-1]))


def _put(folder: Path, clear: Path, content: Content, *, match: bool) -> Taken:
    numbers, renamed, invited = _accounts(clear / ACCOUNTS, match=match)
    counts = rows.put(clear, numbers)
    if counts != content.counts:
        raise rows.BadRows("Not all rows that were written out are there.")
    organisation = Organisation.objects.get(uid=content.uid)
    connection = raw_connection()
    persons.bury(connection, organisation)
    file = clear / persons.FILE
    personal = persons.put(connection, organisation, file, renamed) if file.exists() else 0
    successor = _logs(connection, folder / LOGS, content)
    connection.executemany("INSERT INTO ledger_reader (name, log, idx) VALUES (?, ?, ?)", content.readers)
    _say(connection, organisation, content.logs[-1], invited, len(numbers) - invited)
    return Taken(
        content.uid, content.name, sum(counts.values()), invited, len(numbers) - invited, personal, content.documents,
        content.logs[-1].log, successor,
    )  # fmt: skip


def _accounts(file: Path, *, match: bool) -> tuple[dict[int, int], dict[str, str], int]:
    """Numbers there to numbers here; whose uid is another one; how many are new."""
    numbers, renamed, invited = {}, {}, 0
    for line in file.read_text("utf-8").splitlines():
        said = json.loads(line)
        here = Account.objects.filter(email__iexact=said["email"]).first()
        if here is not None and not match:
            raise rows.BadRows(
                f"An account with the address {said['email']} is here. If the same address means the same person,"
                " say so: --match-accounts."
            )
        if here is None:
            here = Account(
                uid=said["uid"], email=said["email"], name=said["name"], language=said["language"],
                is_active=said["is_active"],
            )  # fmt: skip
            here.set_unusable_password()
            here.save(force_insert=True)
            invited += 1
        elif here.uid != said["uid"]:
            renamed[said["uid"]] = here.uid
        numbers[said["id"]] = here.pk
    return numbers, renamed, invited


def _logs(connection: Connection, folder: Path, content: Content) -> str:
    notes = []
    for one in content.logs:
        text = note_of(source.checkpoint_of(folder / one.log))
        size = checkpoint.parse(note.parse(text).text).size
        held, key = source.entries(folder / one.log, size, 0), note.read_key(one.keys[-1])
        logs.adopt(connection, one.log, content.uid, held, text, key)
        for _, data in source.blobs(folder / one.log):
            put_blob(connection, one.log, data)
        notes.append((one.log, size, text))
    after = [name for name, _, _ in notes[1:]]
    successor = f"{content.uid}.{len(notes) + 1}"
    for (log, size, text), following in zip(notes, [*after, successor], strict=True):
        first = None
        if following == successor:
            body = {"adopted_key": content.logs[-1].keys[-1]}
            first = logs.opening(log, successor, content.uid, size, text, time.time_ns() // 1_000_000, body)
        logs.follow(connection, log, following, first, size, text)
    return successor


def note_of(text: str) -> str:
    """The checkpoint as the log signed it: cosignatures are kept in the archive."""
    body, _, signatures = text.partition("\n\n")
    return f"{body}\n\n{signatures.splitlines()[0]}\n"


def _say(connection: Connection, organisation: Organisation, log: Log, invited: int, matched: int) -> None:
    body = {"log": log.log, "size": log.size, "key": log.keys[-1], "invited": invited, "matched": matched}
    kind = events.ORGANISATION_TAKEN_IN
    at_ms = time.time_ns() // 1_000_000
    subject = Subject("organisation", organisation.uid)
    append(connection, [Entry(kind.name, "", subject, at_ms, "system", body, schema=kind.schema)])
