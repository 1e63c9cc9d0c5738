"""Packages of updates: fetched within limits, their list judged first, then unpacked into an empty folder."""

import hashlib
import io
import os
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rempart.channel.outbound import Barred, Unreached, place_of, request
from rempart.channel.source import Trouble
from rempart.channel.zip_list import within_bounds
from rempart.updates.core.package import (
    HEADER_BYTES,
    MAX_ENTRIES,
    MAX_PACKED,
    Entry,
    Package,
    Refused,
    identify,
    laid,
    may_hold_header,
    safe,
)

FETCH_S = 120.0  # for the largest package over a slow line
BLOCK = 1 << 20
MAX_LIST = 32 * 1024 * 1024  # bytes of its own list: the most entries with the longest names take 18 MB
FOLDER_MODE, FILE_MODE = 0o755, 0o644


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was judged. `parts` are what it exchanges below WordPress's folder."""

    package: Package
    parts: tuple[str, ...]
    sha256: str
    files: int


def fetched(url: str) -> bytes:
    """The archive behind an https address. Raises Trouble."""
    try:
        if not place_of(url).is_encrypted:
            raise Trouble("not_allowed", "a package comes over https alone")
        answer = request("GET", url, {"Accept": "application/zip"}, total_s=FETCH_S, answer_bytes=MAX_PACKED + 1)
    except Barred as barred:
        raise Trouble("not_allowed", str(barred)) from barred
    except Unreached as lost:
        raise Trouble("unreachable", str(lost)) from lost
    if answer.status != 200:
        raise Trouble("bad_answer", f"the server answered {answer.status}; name the address that it leads to")
    if len(answer.body) > MAX_PACKED:
        raise Trouble("too_large", f"more than {MAX_PACKED} bytes")
    return answer.body


def opened(archive: bytes | Path) -> Opened:
    """What it is; nothing is written. Raises Refused."""
    size = len(archive) if isinstance(archive, bytes) else archive.stat().st_size
    if size > MAX_PACKED:
        raise Refused("too_large", f"more than {MAX_PACKED} bytes")
    with _reading(archive) as zipped:
        entries = _entries(zipped)
        top = safe(entries)
        files = [one.name for one in entries if not one.name.endswith("/")]
        package = identify(top, _beginnings(zipped, top, files))
        inside = {name.split("/")[1] for name in files if name.startswith(f"{top}/")}
        return Opened(package, laid(package, inside), _digest(archive), len(files))


def unpack(archive: bytes | Path, into: Path) -> Opened:
    """As `opened`, and the files lie in `into` (new or empty), below the package's folder. Raises Refused or Trouble."""
    found = opened(archive)
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(into.iterdir()):
        raise Trouble("not_allowed", "the folder is not empty")
    with _reading(archive) as zipped:
        try:
            for info in zipped.infolist():
                if not info.filename.startswith(f"{found.package.folder}/"):
                    continue  # __MACOSX
                target = into / info.filename
                if info.is_dir():
                    target.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
                else:
                    target.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
                    _write(zipped, info, target)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError) as bad:
            shutil.rmtree(into, ignore_errors=True)
            if isinstance(bad, OSError):
                raise Trouble("no_room", str(bad)) from bad
            raise Refused("no_zip", str(bad)) from bad
        except Refused:
            shutil.rmtree(into, ignore_errors=True)
            raise
    return found


def _reading(archive: bytes | Path) -> zipfile.ZipFile:
    try:
        with io.BytesIO(archive) if isinstance(archive, bytes) else archive.open("rb") as held:
            within_bounds(held, MAX_ENTRIES, MAX_LIST)
        return zipfile.ZipFile(io.BytesIO(archive) if isinstance(archive, bytes) else archive)
    except Trouble as bad:
        raise Refused("too_large" if bad.code == "too_large" else "no_zip", bad.detail) from bad
    except (zipfile.BadZipFile, OSError, ValueError, UnicodeDecodeError, NotImplementedError) as bad:
        raise Refused("no_zip", str(bad)) from bad


def _entries(zipped: zipfile.ZipFile) -> list[Entry]:
    return [
        Entry(one.orig_filename if "\0" in one.orig_filename else one.filename, one.file_size, one.compress_size,
              one.external_attr >> 16, bool(one.flag_bits & 1))
        for one in zipped.infolist()
    ]  # fmt: skip


def _beginnings(zipped: zipfile.ZipFile, top: str, files: list[str]) -> Mapping[str, str]:
    found = {}
    for name in files:
        if may_hold_header(top, name):
            try:
                with zipped.open(name) as stream:
                    found[name] = stream.read(HEADER_BYTES).decode("utf-8", "replace")
            except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError) as bad:
                raise Refused("no_zip", str(bad)) from bad
    return found


def _write(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Never more than the list said, whatever the stream holds; a file that is there already is refused."""
    line = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    with os.fdopen(line, "wb") as out, zipped.open(info) as stream:
        left = info.file_size
        while block := stream.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise Refused("bomb", f"{info.filename[:100]} is longer than it says")
            out.write(block)


def _digest(archive: bytes | Path) -> str:
    if isinstance(archive, bytes):
        return hashlib.sha256(archive).hexdigest()
    with archive.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
