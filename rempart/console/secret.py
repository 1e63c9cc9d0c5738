"""The key that signs sessions: made once, kept in the data folder, readable by the owner alone."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Read `session.key`, or make it. Two processes that start together agree: the first to link wins."""
    file = folder / "session.key"
    if not file.exists():
        fresh = folder / f"session.key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # the other process was first; its key stands
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text().strip()
