"""Personal fields beside an organisation's log: opened for a sealed file, and sealed again under keys of the new place.

The old keys never travel: one of an account that also belongs elsewhere would open what lies there.
"""

import base64
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rempart.directory.store.models import Erasure, Organisation, Person
from rempart.ledger import canonical, person_keys
from rempart.ledger.commitment import NONCE_BYTES, commitment
from rempart.ledger.store import Connection, streaming

FILE = "persons.jsonl"
CHUNK = 500
LINE_MAX_BYTES = 1024 * 1024  # a group of fields is below an entry's 16 KiB
_COLUMNS = "p.commitment, p.person, p.payload, k.kind, k.subject_kind, k.subject_id, k.at_ms"


def rows(connection: Connection, organisation: Organisation) -> Iterator[tuple[Any, ...]]:
    """Payloads of its entries, of its days, and of its people."""
    mine = set(Person.objects.filter(organisation=organisation).values_list("uid", flat=True))
    days = f"day/{organisation.uid}/"
    select = f"SELECT {_COLUMNS}, k.org FROM ledger_personal p LEFT JOIN ledger_personal_kept k ON k.commitment = p.commitment"  # noqa: S608 - ours
    for *row, org in streaming(connection, select, ()):
        if org == organisation.uid or (org is None and (row[1] in mine or row[1].startswith(days))):
            yield tuple(row)


def write(
    connection: Connection, organisation: Organisation, file: Path, beat: Callable[[], None] = lambda: None
) -> int:
    """In clear: whoever calls seals the file. How many groups of fields."""
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for made, person, payload, kind, subject_kind, subject_id, at_ms in rows(connection, organisation):
            key = person_keys.existing(connection, person)
            if key is None:
                continue  # erased meanwhile
            data = bytes(payload)
            clear = AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], made.encode())
            kept = None if kind is None else [kind, subject_kind, subject_id, at_ms]
            line = {"commitment": made, "person": person, "clear": base64.b64encode(clear).decode(), "kept": kept}
            out.write(f"{json.dumps(line)}\n")
            count += 1
            if count % CHUNK == 0:
                beat()
    return count


class BadPersons(ValueError):
    """A group of fields is not the one committed to."""


def put(connection: Connection, organisation: Organisation, file: Path, people: dict[str, str]) -> int:
    """In the caller's transaction. `people`: whose key is another one here (accounts that were matched)."""
    count = 0
    with file.open(encoding="utf-8") as source:
        while line := source.readline(LINE_MAX_BYTES):
            said = json.loads(line)
            made, clear = str(said["commitment"]), base64.b64decode(said["clear"])
            value = canonical.decode(clear)
            if commitment(value["group"], value["fields"], bytes.fromhex(value["salt"])) != made:
                raise BadPersons("The personal fields are not those that the entries commit to.")
            person = people.get(str(said["person"]), str(said["person"]))
            nonce = secrets.token_bytes(NONCE_BYTES)
            try:
                key = person_keys.key_for(connection, person)
            except person_keys.Erased:
                continue
            payload = nonce + AESGCM(key).encrypt(nonce, clear, made.encode())
            connection.execute(
                "INSERT INTO ledger_personal (commitment, person, payload) VALUES (?, ?, ?)", (made, person, payload)
            )
            if said["kept"] is not None:
                connection.execute(
                    "INSERT INTO ledger_personal_kept (commitment, org, kind, subject_kind, subject_id, at_ms)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (made, organisation.uid, *said["kept"]),
                )
            count += 1
    return count


def bury(connection: Connection, organisation: Organisation) -> None:
    """Who was erased there stays erased here, in the caller's transaction and before `put`."""
    connection.executemany(
        "INSERT INTO ledger_erasure (person, at_ms) VALUES (?, ?) ON CONFLICT (person) DO NOTHING",
        list(Erasure.objects.filter(organisation=organisation).values_list("subject", "at_ms")),
    )
