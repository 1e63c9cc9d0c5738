"""The key that signs sessions: made once, kept in the data folder, readable by the owner alone."""

import contextlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

KEY, OLD = "session.key", "session.old.json"
OLD_HOURS = 24  # a replaced key is accepted for twice the life of a session, and then never again


def secret_key(folder: Path) -> str:
    """Read `session.key`, or make it. Two processes that start together agree: the first to link wins."""
    file = folder / KEY
    if not file.exists():
        fresh = folder / f"session.key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # the other process was first; its key stands
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text().strip()


class Fallbacks(list[str]):
    """Replaced keys that are still accepted: the time counts at every use, not only when the process started."""

    def __init__(self, folder: Path) -> None:
        self._until = _read(folder / OLD)
        super().__init__(self._until)

    def __iter__(self) -> Iterator[str]:
        now = time.time_ns() // 1_000_000
        return iter([key for key, until_ms in self._until.items() if now < until_ms])


def replace_secret(folder: Path, now_ms: int) -> None:
    """A new key; the old one is noted as accepted before it is replaced, so that a crash in between shuts nobody out."""
    old = {key: until for key, until in _read(folder / OLD).items() if now_ms < until}
    old[secret_key(folder)] = now_ms + OLD_HOURS * 3_600_000
    _write(folder / OLD, json.dumps(old))
    _write(folder / KEY, secrets.token_urlsafe(48))


def _read(file: Path) -> dict[str, int]:
    try:
        return {str(key): int(until) for key, until in json.loads(file.read_text()).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _write(file: Path, text: str) -> None:
    """Whole or not at all, for the owner alone."""
    handle, name = tempfile.mkstemp(dir=file.parent)  # mode 0600
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    Path(name).replace(file)
