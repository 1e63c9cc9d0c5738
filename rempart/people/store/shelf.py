"""Files of packages and of rules of the house below the data folder, each once under its digest, for its owner alone."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.ledger import durable

PACKAGES, HOUSE_RULES = "packages", "house-rules"
GRACE_S = 3_600  # what is younger may be on its way in


def packages() -> Path:
    """Of lessons from elsewhere."""
    return _made(state_folder() / PACKAGES)


def house_rules() -> Path:
    """Of rules of the house."""
    return _made(state_folder() / HOUSE_RULES)


def file_of(sha256: str, folder: Callable[[], Path] = packages) -> Path:
    """Where that content lies."""
    return folder() / sha256[:2] / sha256


def put(data: bytes, folder: Callable[[], Path] = packages) -> str:
    """On the disk before anything speaks of it; its digest."""
    digest = hashlib.sha256(data).hexdigest()
    file = file_of(digest, folder)
    if not file.is_file():
        _made(file.parent)
        durable.put(file, data)
    return digest


def sweep(
    known: Callable[[set[str]], set[str]], now_s: float | None = None, folder: Callable[[], Path] = packages
) -> int:
    """Content that no row names any more goes; `known` answers which of these digests one does. How many went."""
    gone, youngest = 0, (time.time() if now_s is None else now_s) - GRACE_S
    for below in folder().iterdir():
        if not below.is_dir():
            continue
        held = {one.name: one for one in below.iterdir() if one.stat().st_mtime < youngest}
        for name in set(held) - known(set(held)):
            held[name].unlink(missing_ok=True)
            gone += 1
    return gone


def _made(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
