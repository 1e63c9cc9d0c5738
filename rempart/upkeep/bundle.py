"""What helps whoever helps: versions, check-up, settings, counts, schema, timing, recent logs. No secrets, no people."""

import contextlib
import io
import json
import os
import platform
import re
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from rempart import __version__
from rempart.channel import database
from rempart.ledger.store import FAULTS
from rempart.ledger.stores.connection import is_postgres
from rempart.upkeep import backup, doctor, places
from rempart.upkeep.running import holder
from rempart.upkeep.scrub import scrub, values
from rempart.upkeep.sqlite_copy import TABLES_OF_SERVER, stand

LOGS = "logs"
LOG_TAIL_BYTES = 256 * 1024  # of each log: recent is what helps
LOGS_MOST = 5
PERSONAL = (  # whose texts are looked for in the logs
    "directory_account", "directory_person", "directory_organisation", "directory_site", "directory_host",
    "directory_supplier", "directory_team", "account_emailaddress",
)  # fmt: skip
FIELDS = (
    "at",
    "level",
    "process",
    "logger",
    "message",
    "method",
    "route",
    "status",
    "took_ms",
    "job",
    "trace",
)  # of a JSON log
SHOWN = ("DEBUG", "USE_TZ", "LANGUAGE_CODE", "SESSION_COOKIE_AGE", "SESSION_COOKIE_SECURE", "EMAIL_BACKEND", "MIDDLEWARE",
         "INSTALLED_APPS", "AUTHENTICATION_BACKENDS", "DATA_UPLOAD_MAX_MEMORY_SIZE")  # fmt: skip
QUERIES = {"read_one_row": "SELECT * FROM ledger_head LIMIT 1", "count_entries": "SELECT count(*) FROM ledger_entry"}


def parts(state: Path) -> dict[str, str]:
    """Name and text of every file in the bundle. Needs Django set up."""
    known = _known(state)
    found: dict[str, Any] = {
        "versions.json": _versions(),
        "doctor.json": [
            {"id": check.id, "state": check.state, "reason": scrub(check.reason, known)}
            for check in doctor.ask_all(state)
        ],
        "settings.json": _settings(),
        "tables.json": _tables(state),
        "places.json": _places(state),
    }
    texts = {name: json.dumps(value, indent=1, sort_keys=True) + "\n" for name, value in found.items()}
    for number, file in enumerate(_logs(state)):
        texts[f"logs/{number}.txt"] = "".join(f"{_line(line, known)}\n" for line in _tail(file))
    return texts


def pack(texts: dict[str, str]) -> bytes:
    """One zip, the same bytes for the same texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in sorted(texts.items()):
            bundle.writestr(zipfile.ZipInfo(f"rempart-support/{name}", (1980, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def _versions() -> dict[str, Any]:
    return {
        "rempart": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.machine()}",
        "packages": dict(sorted((found.name, found.version) for found in distributions())),
    }


def _settings() -> dict[str, Any]:
    """Those that hold no secret, by name; of the environment only which of ours are set."""
    from django.conf import settings

    shown = {name: getattr(settings, name) for name in SHOWN}
    return {"django": shown, "set": sorted(name for name in os.environ if re.fullmatch(r"REMPART_[A-Z_]+", name))}


def _tables(state: Path) -> dict[str, Any]:
    if not database.is_there(state):
        return {}
    with contextlib.closing(database.connect_to_read(state)) as live:
        listed = TABLES_OF_SERVER if is_postgres(live) else "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = sorted(name for (name,) in live.execute(listed))
        rows = {name: live.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names from the schema
        timing = {}
        for name, query in QUERIES.items():
            begun = time.perf_counter()
            live.execute(query).fetchall()
            timing[name] = round((time.perf_counter() - begun) * 1000, 2)
        now = stand(live)
        sizes = sorted(head.size for head in now.heads.values())
        return {
            "engine": "postgresql" if is_postgres(live) else "sqlite",
            "rows": rows,
            "timing_ms": timing,
            "schema": now.schema,
            "logs": sizes,
            "pending": now.pending,
        }


def _places(state: Path) -> dict[str, Any]:
    """Sizes of what we make, never a path."""
    usage = shutil.disk_usage(state)
    made = {
        name: sum(file.stat().st_size for file in [state / name, *(state / name).rglob("*")] if file.is_file())
        for name in sorted(entry.name for entry in state.iterdir() if places.is_ours(entry.name))
    }
    copies = [one.folder.name for one in backup.made_in(places.data_backups(state))]
    return {
        "bytes": made,
        "free": usage.free,
        "total": usage.total,
        "backups": copies,
        "runs": holder(state) is not None,
    }


def _known(state: Path) -> set[str]:
    found: set[str] = set()
    if database.is_there(state):
        with contextlib.closing(database.connect_to_read(state)) as live:
            for table in PERSONAL:
                with contextlib.suppress(*FAULTS):  # an earlier schema
                    found |= values(live.execute(f'SELECT * FROM "{table}"'))  # noqa: S608 - our own list
    return found


def _logs(state: Path) -> list[Path]:
    """The newest few; a link could lead to somebody else's file."""
    folder = state / LOGS
    files = [file for file in folder.iterdir() if file.is_file() and not file.is_symlink()] if folder.is_dir() else []
    return sorted(files, key=lambda file: -file.stat().st_mtime)[:LOGS_MOST]


def _tail(file: Path) -> Iterator[str]:
    with file.open("rb") as source:
        source.seek(max(0, file.stat().st_size - LOG_TAIL_BYTES))
        yield from source.read(LOG_TAIL_BYTES).decode("utf-8", "replace").splitlines()


def _line(line: str, known: set[str]) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return scrub(line, known)
    if not isinstance(entry, dict):
        return scrub(line, known)
    kept = {name: _value(name, entry[name], known) for name in FIELDS if name in entry}
    return json.dumps(kept, ensure_ascii=False)


def _value(name: str, value: object, known: set[str]) -> object:
    if isinstance(value, bool | float | None):
        return value
    if name == "at" and isinstance(value, str) and re.fullmatch(r"[0-9T:.Z+-]{10,32}", value):
        return value
    return scrub(str(value), known)
