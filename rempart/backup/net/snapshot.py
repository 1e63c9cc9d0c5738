"""One snapshot of a site: its source writes a consistent copy, the manifest says what it is, restic keeps it."""

import fnmatch
import re
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rempart.backup.core.manifest import COPY, NAME, Manifest, write
from rempart.backup.net import restic, tree
from rempart.channel.source import Copied, Desk, Origin, Source
from rempart.ledger import durable

TAG = "rempart-site"


@dataclass(frozen=True, slots=True)
class Ready:
    """A copy that only has to be kept."""

    copied: Copied
    manifest: Manifest
    paths: tuple[Path, ...]
    leave_out: tuple[str, ...]
    seconds: float


def ready(source: Source, origin: Origin, work: Path, desk: Desk) -> Ready:
    """The source's copy with its manifest. Raises Trouble."""
    began = time.monotonic()
    folder = work / COPY
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copied = source.copy(origin, folder, desk)
    files, size = count(copied.files, copied.leave_out, desk)
    manifest = Manifest(
        origin.site, source.id, copied.taken_at_ms, str(copied.files), files, size, str(folder), copied.engine,
        copied.place, copied.tables, copied.notes, copied.parts,
    )  # fmt: skip
    durable.put(folder / NAME, write(manifest))
    own = (copied.database, folder / NAME)
    paths = (copied.files, *(path for path in own if path is not None))
    return Ready(copied, manifest, paths, _excludes(copied), time.monotonic() - began)


def keep(
    repository: restic.Repository, copy: Ready, desk: Desk, tags: Sequence[str] = (), at_ms: int | None = None
) -> restic.Made:
    """The copy in one place, of now or of the moment given. Raises Trouble."""
    return restic.backup(repository, copy.paths, leave_out=copy.leave_out, tags=(TAG, *tags), desk=desk, at_ms=at_ms)


def _excludes(copied: Copied) -> tuple[str, ...]:
    """Below the files alone, and by restic's own wild cards."""
    root = "".join("\\" + letter if letter in "*?[]\\$" else letter for letter in str(copied.files))
    return tuple(f"{root}/{path}" for path in copied.leave_out)


def count(root: Path, leave_out: Sequence[str], desk: Desk) -> tuple[int, int]:
    """Files and bytes as they stand, without what is left out."""
    files = size = 0
    left = re.compile("|".join(fnmatch.translate(f"{one}{more}") for one in leave_out for more in ("", "/*")) or r"\Z.")
    begin = len(str(root)) + 1
    for number, (path, info) in enumerate(tree.walk(root)):
        if number % 5_000 == 0:
            desk.tell("counting", number)
        if stat.S_ISREG(info.st_mode) and not left.match(str(path)[begin:]):
            files, size = files + 1, size + info.st_size
    return files, size
