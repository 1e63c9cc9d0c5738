"""Which database holds this installation, and connections to it for processes without Django.

PostgreSQL where `REMPART_DATABASE` or the file `<state>/database` gives an address, else SQLite in the data folder.
The address may hold a password: it is never logged, printed, or given on a command line.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rempart.channel.place import BadAddress
from rempart.channel.place import database as file
from rempart.ledger.store import Connection
from rempart.ledger.stores import sqlite

VARIABLE = "REMPART_DATABASE"
ADDRESS_FILE = "database"
SQLITE = "sqlite"  # what stands there instead of an address
SCHEMES = ("postgresql", "postgres")


def address(state: Path) -> str | None:
    """The PostgreSQL address of a data folder; None where SQLite holds it. Raises BadAddress."""
    said = os.environ.get(VARIABLE) or _from_file(state / ADDRESS_FILE)
    if said in ("", SQLITE):
        return None
    parts(said)
    return said


def _from_file(named: Path) -> str:
    try:
        if named.stat().st_mode & 0o077:
            raise BadAddress(f"{named} holds a password and others may read it. chmod 600 {named}")
        return named.read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as bad:
        raise BadAddress(f"{named} cannot be read.") from bad


def parts(said: str) -> dict[str, Any]:
    """user, password, host, port, dbname and further settings of an address. Raises BadAddress."""
    try:
        split = urlsplit(said)
        port = split.port
    except ValueError as bad:
        raise BadAddress(_FORM) from bad
    name = unquote(split.path.removeprefix("/"))
    if split.scheme not in SCHEMES or not name or "/" in name:
        raise BadAddress(_FORM)
    found = {
        "user": unquote(split.username or ""), "password": unquote(split.password or ""),
        "host": unquote(split.hostname or ""), "port": str(port or ""), "dbname": name, **dict(parse_qsl(split.query)),
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


_FORM = (
    f"The address in {VARIABLE} or <data folder>/{ADDRESS_FILE} is not of the form postgresql://user:password@host/name"
)


def is_there(state: Path) -> bool:
    """Whether something may be recorded already: a server has to be asked, a file must exist."""
    return address(state) is not None or file(state).exists()


def name(state: Path) -> str:
    """The database in words, without its password."""
    said = address(state)
    if said is None:
        return str(file(state))
    known = parts(said)
    return f"the PostgreSQL database {known['dbname']} on {known.get('host', 'this machine')}"


def connect(state: Path) -> Connection:
    """To write. Raises one of FAULTS."""
    said = address(state)
    if said is None:
        return sqlite.connect(file(state))
    return at(said)


def at(said: str, *, read_only: bool = False) -> Connection:
    """To a server. Raises one of FAULTS."""
    from rempart.ledger.stores import postgres  # psycopg takes 0.3 s to import

    return postgres.connect(said, read_only=read_only)


def connect_to_read(state: Path) -> Connection:
    """A connection that cannot write. Raises one of FAULTS."""
    said = address(state)
    if said is None:
        return sqlite.connect_to_read(file(state))
    return at(said, read_only=True)
