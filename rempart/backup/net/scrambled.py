"""Looks into the heads of files that changed: text that has become noise is what ransomware leaves."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from rempart.backup.core.unrest import HEAD, LOOKED_AT, TEXT, is_scrambled
from rempart.backup.net.tree import walk


@dataclass(frozen=True, slots=True)
class Seen:
    """Of the changed files that should be text."""

    looked_at: int
    scrambled: int


def look(root: Path, since_s: float) -> Seen:
    """Files changed since then, at most so many; one that is gone meanwhile is left out."""
    looked = scrambled = 0
    for path, info in walk(root):
        if not stat.S_ISREG(info.st_mode) or max(info.st_mtime, info.st_ctime) < since_s:
            continue
        if not path.name.lower().endswith(TEXT):
            continue
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            continue
        try:
            head = os.read(handle, HEAD)
        finally:
            os.close(handle)
        looked, scrambled = looked + 1, scrambled + is_scrambled(path.name, head)
        if looked >= LOOKED_AT:
            break
    return Seen(looked, scrambled)
