"""A data folder with a ledger, personal fields and what else stands in a real one; made without Django, in milliseconds."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from rempart.channel.integrator import begin, pass_once
from rempart.channel.place import database
from rempart.channel.spool import Spool
from rempart.ledger import keys, store
from rempart.ledger.commitment import seal
from rempart.ledger.entry import Entry
from rempart.ledger.stores import sqlite
from rempart.terms.scope import Subject

ORG = "lavande"
PEOPLE = (
    "CREATE TABLE directory_person (id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT, name TEXT, email TEXT,"
    " staff_number TEXT, account_id INTEGER)",
    "CREATE TABLE directory_person_teams (id INTEGER PRIMARY KEY AUTOINCREMENT, person_id INTEGER, team_id INTEGER)",
    "CREATE TABLE django_session (session_key TEXT PRIMARY KEY, session_data TEXT, expire_date TEXT)",
    "CREATE TABLE directory_signinlink (id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT)",
    "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT)",
    "CREATE INDEX person_name ON directory_person (name)",
)


def furnish(state: Path, entries: int = 30) -> None:
    """Bob and Chloé, sealed; a session; a spool; everything placed and signed."""
    state.mkdir(mode=0o700)
    with contextlib.closing(sqlite.connect(database(state))) as connection, store.writing(connection):
        store.create(connection)
        for statement in PEOPLE:
            connection.execute(statement)
        for name in ("bob", "chloe"):
            connection.execute(
                "INSERT INTO directory_person (uid, name, email, staff_number) VALUES (?, ?, ?, '7')",
                (name, f"{name.title()} Canary", f"{name}@lavande.example"),
            )
            seal(connection, name, "contact", {"email": f"{name}@lavande.example"})
        connection.execute("INSERT INTO django_session VALUES ('session-canary', 'x', '2026-11-21')")
        connection.execute("INSERT INTO directory_signinlink (digest) VALUES ('link-canary')")
        connection.execute("INSERT INTO django_migrations VALUES (1, 'directory', '0001_initial')")
    (state / "session.key").write_text("session-key-canary")
    spool = Spool(state, "guard-1")
    spool.append([entry(0)])
    write(state, entries)


def entry(number: int) -> Entry:
    """Something that happened."""
    return Entry("directory.site.added", ORG, Subject("site", f"s{number}"), 1_000 + number, "system", {"n": number})


def write(state: Path, count: int, *, integrate: bool = True) -> None:
    """More entries; signed unless told otherwise."""
    with contextlib.closing(sqlite.connect(database(state))) as connection:
        with store.writing(connection):
            store.append(connection, [entry(number) for number in range(count)])
        if integrate:
            signing = keys.load_or_create(state)
            epoch = begin(connection, state, signing)
            while pass_once(connection, state, signing, epoch):
                pass


def size(state: Path) -> int:
    """Entries of the log."""
    with contextlib.closing(sqlite.connect_to_read(database(state))) as connection:
        head = store.head(connection, ORG)
        return head.size if head else 0


def rows(state: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query answers."""
    with contextlib.closing(sqlite3.connect(database(state))) as connection:
        return connection.execute(query).fetchall()
