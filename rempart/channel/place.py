"""Where the data of this installation lies."""

import os
from pathlib import Path

import platformdirs


def state_folder() -> Path:
    """`$REMPART_DATA`, else the platform's data folder; created with tight rights (docs/contracts.md, "Place")."""
    folder = Path(os.environ.get("REMPART_DATA") or platformdirs.user_data_dir("rempart"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def database_file(folder: Path) -> Path:
    """The one SQLite file of console and ledger."""
    return folder / "rempart.sqlite3"
