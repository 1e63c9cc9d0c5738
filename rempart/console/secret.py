"""The key that signs sessions: made once, kept in the data folder, readable by the owner alone."""

import json
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from rempart.ledger import durable

KEY, OLD = "session.key", "session.old.json"
OLD_HOURS = 24  # a replaced key is accepted for twice the life of a session, and then never again


def secret_key(folder: Path) -> str:
    """Read `session.key`, or make it. Two processes that start together agree: the first to link wins."""
    file = folder / KEY
    if not file.exists():
        durable.write_once(file, secrets.token_urlsafe(48).encode())
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
    durable.put(folder / OLD, json.dumps(old).encode())
    durable.put(folder / KEY, secrets.token_urlsafe(48).encode())


def _read(file: Path) -> dict[str, int]:
    try:
        return {str(key): int(until) for key, until in json.loads(file.read_text()).items()}
    except (OSError, ValueError, AttributeError):
        return {}
