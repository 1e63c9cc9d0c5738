"""Data folders of released versions, as `dev/release_data.py` recorded them."""

import base64
import contextlib
import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "recorded" / "releases"


def all_releases() -> list[str]:
    """By name, the oldest first."""
    return sorted(entry.name for entry in FOLDER.iterdir())


def holds(release: str) -> dict[str, Any]:
    """What must still be true after an upgrade."""
    found: dict[str, Any] = json.loads((FOLDER / release / "holds.json").read_text())
    return found


def lay_out(release: str, data: Path) -> None:
    """The data folder as that release left it."""
    data.mkdir(mode=0o700)
    with contextlib.closing(sqlite3.connect(data / "rempart.sqlite3")) as database:
        database.executescript(gzip.decompress((FOLDER / release / "database.sql.gz").read_bytes()).decode())
        database.execute("PRAGMA journal_mode=WAL")
    (data / "rempart.sqlite3").chmod(0o600)
    for name, content in json.loads((FOLDER / release / "files.json").read_text()).items():
        file = data / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(base64.b64decode(content))
        file.chmod(0o600)
