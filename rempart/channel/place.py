"""Where an installation keeps its data, and how it is found (contracts.md, "Place")."""

import os
from pathlib import Path

import platformdirs

DATABASE = "rempart.sqlite3"


def state_folder() -> Path:
    """`$REMPART_DATA`, else the platform's data directory; made with rights for the owner alone."""
    named = os.environ.get("REMPART_DATA")
    folder = Path(named) if named else Path(platformdirs.user_data_dir("rempart", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.resolve()


def database(state: Path) -> Path:
    """The state database of a folder."""
    return state / DATABASE
