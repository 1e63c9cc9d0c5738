"""The operator's folder of feeds: files below the data folder, looked at by size and time, read whole or not at all."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.inventory.core.reading import FILE_MAX, BadFeed

FOLDER = "feeds"
FILES_MAX = 50  # feeds of one installation
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
ENDINGS = (".json", ".json.gz", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz")


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it stands: `stamp` changes when it is delivered again."""

    path: Path
    stamp: str
    moved_ms: int


def feeds_folder() -> Path:
    """Made with rights for the owner alone."""
    folder = state_folder() / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def files() -> Iterator[Found]:
    """Plain files with a known ending, in the order of their names; links and everything else are left alone."""
    with os.scandir(feeds_folder()) as entries:
        named = sorted(entry.name for entry in entries if NAME.fullmatch(entry.name) and entry.name.endswith(ENDINGS))
    for name in named[:FILES_MAX]:
        path = feeds_folder() / name
        try:
            seen = path.lstat()
        except FileNotFoundError:
            continue  # replaced at this moment: seen again in a few seconds
        if stat.S_ISREG(seen.st_mode):
            yield Found(path, f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ino}", seen.st_mtime_ns // 1_000_000)


def read_file(path: Path) -> bytes:
    """Never through a link, never more than the limit. Raises BadFeed, OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise BadFeed("no_file")
        data = stream.read(FILE_MAX + 1)
    if len(data) > FILE_MAX:
        raise BadFeed("too_large")
    return data
