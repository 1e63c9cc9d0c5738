"""Django's side of the database: the same one, opened with the same promises, as the ledger's own connections."""

from pathlib import Path
from typing import Any

from rempart.channel import database, place

KEPT_S = 60  # a connection to a server is used again by the next request of its thread


def default(state: Path) -> dict[str, Any]:
    """`DATABASES["default"]`. Raises BadAddress."""
    return at(state, database.address(state))


def at(state: Path, address: str | None) -> dict[str, Any]:
    """The settings of one database: a server's, or the folder's own file."""
    return _sqlite(state) if address is None else _postgres(database.parts(address))


def _sqlite(state: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": place.database(state),
        "OPTIONS": {
            "timeout": 5,
            "transaction_mode": "IMMEDIATE",
            # secure_delete: what is changed or deleted is zeroed in the file, or an erased person could be read from it
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgres(parts: dict[str, Any]) -> dict[str, Any]:
    from rempart.ledger.stores.postgres import settings  # psycopg takes 0.3 s to import

    further = dict(parts)
    named = {key: further.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": named["dbname"],
        "USER": named["user"],
        "PASSWORD": named["password"],
        "HOST": named["host"],
        "PORT": named["port"],
        "CONN_MAX_AGE": KEPT_S,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**further, **settings()},
    }
