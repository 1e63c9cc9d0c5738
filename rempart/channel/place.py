"""Where an installation keeps its data, and how it is found (contracts.md, "Place")."""

import os
from pathlib import Path

import platformdirs

DATABASE = "rempart.sqlite3"


class NoPlace(OSError):
    """The data folder cannot be made or entered; the message says which and why."""

    fix = "Name another one in REMPART_DATA."


class LaterRelease(NoPlace):
    """A later release has changed the tables: this one would damage what it does not understand."""

    fix = "Install that release again, or return to the state before it: rempart upgrade --back"


class BadAddress(OSError):
    """What is to say where the database is cannot be used; the message says why and does not repeat it."""


def state_folder() -> Path:
    """`$REMPART_DATA`, else the platform's data directory; made with rights for the owner alone. Raises NoPlace."""
    named = os.environ.get("REMPART_DATA")
    folder = Path(named) if named else Path(platformdirs.user_data_dir("rempart", appauthor=False))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as bad:
        raise NoPlace(f"The data folder {folder} cannot be used ({bad.strerror}).") from bad
    return folder.resolve()


def database(state: Path) -> Path:
    """The state database of a folder."""
    return state / DATABASE
