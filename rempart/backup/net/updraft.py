"""A set of UpdraftPlus read into a copy of the vault's own form: zips unpacked, the dump written anew.

The folder may belong to the site itself, so nothing in it is believed: every file is opened once, by its name below the
opened folder, links refused, and read from that handle alone.
"""

import hashlib
import os
import shutil
import stat
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from rempart.backup.core.dump import Poisoned
from rempart.backup.core.foreign_dump import Rewriter
from rempart.backup.core.updraft import BELONGS, MAX_NAMES, MAX_PIECES, Found, Piece, generated_ms, sets
from rempart.backup.net.mysql import MAX_TABLES, Files
from rempart.backup.net.unpack import BLOCK, RATIO_FROM, entries, unpack
from rempart.channel.source import Copied, Desk, Table, Trouble
from rempart.ledger import durable

FILES, DATABASE = "site", "database"
ROOM = 1.1  # what the disk must have free, as a share of what comes out
MAX_NESTED = 2  # some servers packed the dump once more on its way
DUMP_RATIO = 300  # beyond a GiB a dump is not packed smaller: a bomb
KEEP_FREE = 256 * 1024 * 1024  # bytes of the disk that a dump never takes
GZIP = b"\x1f\x8b"
# What those two never hold: it comes in zips of its own, or says who could open the database on that day.
ELSEWHERE = {"others": ("plugins", "themes", "uploads"), "wpcore": ("wp-content", "wp-config.php")}


@contextmanager
def opened(folder: Path, allowed: Callable[[str], bool]) -> Iterator[int]:
    """The folder's own handle, and it is where the operator allows. Raises Trouble."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as bad:
        raise Trouble("missing", "the folder is not there") from bad
    try:
        if not allowed(str(Path(f"/proc/self/fd/{handle}").readlink())):
            raise Trouble("not_allowed", "the operator has not opened this folder (REMPART_BACKUP_FOLDERS)")
        yield handle
    finally:
        os.close(handle)


def look(handle: int) -> list[Found]:
    """Every set in the folder, oldest first. Raises Trouble."""
    with os.scandir(handle) as there:
        names = []
        for entry in there:
            names.append(entry.name)
            if len(names) > MAX_NAMES:
                raise Trouble("too_large", f"a folder of more than {MAX_NAMES} files")
    return sets(names)


@contextmanager
def _file(folder: int, name: str) -> Iterator[BinaryIO]:
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError as bad:
        raise Trouble("unreadable", f"{name[-80:]}: {bad.strerror}") from bad
    with os.fdopen(handle, "rb") as held:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Trouble("poisoned", f"{name[-80:]} is no file")
        yield held


@dataclass(frozen=True, slots=True)
class Wish:
    """One set, out of an opened folder; `phrase` opens a sealed dump."""

    folder: int
    found: Found
    phrase: bytes = b""


def copy(wish: Wish, into: Path, desk: Desk) -> Copied:
    """Everything of the set that belongs to a site. A kill or a stop costs the piece that was at work. Raises Trouble."""
    found = wish.found
    if found.gap:
        raise Trouble("missing", f"the set has a gap: {found.gap} is not there")
    if len(found.pieces) > MAX_PIECES:
        raise Trouble("too_large", f"a set of more than {MAX_PIECES} files")
    site = into / FILES
    site.mkdir(mode=0o755, parents=True, exist_ok=True)
    zips = [piece for piece in found.pieces if piece.kind in BELONGS]
    total = _room(wish, zips, into, desk)
    done = 0
    for piece in zips:
        done += _unpacked(wish, piece, site, into / "done", _Teller(desk, done, total))
    made, header, left = _database(wish, into, desk)
    moment = found.named_ms()
    exact = generated_ms(header, moment)
    notes = found.lacks + tuple(sorted(left)) + (() if exact else ("moment_of_name",))
    return Copied(
        site, exact or moment, into / DATABASE if made else None, "mysql" if made else "", "", made, (), notes,
        parts(site, {piece.kind for piece in zips}),
    )  # fmt: skip


def parts(site: Path, kinds: set[str]) -> tuple[str, ...]:
    """What the set has whole: a restore exchanges these, and leaves alone what it does not have."""
    whole = [BELONGS[kind] for kind in sorted(kinds) if kind not in ("others", "wpcore")]
    for kind in sorted({"others", "wpcore"} & kinds):
        base = site / BELONGS[kind]
        named = (one for one in base.iterdir() if one.is_dir()) if base.is_dir() else ()
        whole += [one.relative_to(site).as_posix() for one in named]
    return tuple(sorted({one for one in whole if one != "wp-content" and (site / one).is_dir()}))


class _Teller:
    """Adds up what came out of one piece after the other."""

    def __init__(self, desk: Desk, begun: int, total: int) -> None:
        self._desk, self._done, self._total = desk, begun, total

    def __call__(self, count: int) -> None:
        self._done += count
        self._desk.tell("unpacking", self._done, self._total)


def _room(wish: Wish, zips: Sequence[Piece], into: Path, desk: Desk) -> int:
    """All lists are looked at before the first byte is written; what they promise must fit the disk. Raises Trouble."""
    total = 0
    for number, piece in enumerate(zips):
        desk.tell("checking", number, len(zips))
        with _file(wish.folder, piece.name) as held:
            total += sum(info.file_size for info, _ in entries(held))
    if shutil.disk_usage(into).free < total * ROOM:
        raise Trouble("no_room", f"{total} bytes come out, and the disk has less")
    return total


def _unpacked(wish: Wish, piece: Piece, site: Path, done: Path, tell: _Teller) -> int:
    mark = done / hashlib.sha256(piece.name.encode()).hexdigest()[:32]
    with _file(wish.folder, piece.name) as held:
        found = entries(held)
        size = sum(info.file_size for info, _ in found)
        stamp = f"{os.fstat(held.fileno()).st_size} {os.fstat(held.fileno()).st_mtime_ns}"
        if mark.exists() and mark.read_text() == stamp:
            return size
        unpack(held, found, site, _place(piece.kind, [name for _, name in found]), tell)
    done.mkdir(mode=0o700, exist_ok=True)
    durable.put(mark, stamp.encode())
    return size


def _place(kind: str, names: Sequence[str]) -> Callable[[str], str | None]:
    """Where a path of that zip belongs below the site. Plug-ins, themes and uploads stand below a folder of their own,
    whatever the site called it; the others lie as they are."""
    if kind in ("others", "wpcore"):
        below, not_mine = BELONGS[kind], ELSEWHERE[kind]
        return lambda name: None if name.partition("/")[0] in not_mine else f"{below}/{name}".lstrip("/")
    roots = {name.rstrip("/").partition("/")[0] for name in names}
    if len(roots) > 1:
        raise Trouble("poisoned", f"the zip of {kind} holds more than one folder")

    def place(name: str) -> str | None:
        rest = name.partition("/")[2]
        return f"{BELONGS[kind]}/{rest}".rstrip("/")

    return place


def _database(wish: Wish, into: Path, desk: Desk) -> tuple[tuple[Table, ...], list[str], set[str]]:
    """The site's own dump; further databases that a set may hold stay behind, and that is noted. Raises Trouble."""
    dumps = [piece for piece in wish.found.pieces if piece.kind == "db"]
    mine = [piece for piece in dumps if piece.number == 0]
    if not mine:
        return (), [], set()
    if mine[0].is_sealed and not wish.phrase:
        raise Trouble("sealed", "the database of this set is encrypted: give the phrase of UpdraftPlus")
    with _file(wish.folder, mine[0].name) as held, Files(into / DATABASE, desk) as files:
        rewriter = Rewriter(files.begin)
        files.rows = lambda: rewriter.rows
        try:
            for block in _plain(held, wish.phrase if mine[0].is_sealed else b"", into):
                rewriter.feed(block)
                files.tell()
                if len(files.done) > MAX_TABLES:
                    raise Trouble("too_large", f"more than {MAX_TABLES} tables")
            rewriter.end()
        except Poisoned as bad:
            raise Trouble("poisoned", f"the dump: {bad}") from bad
    left = rewriter.left_out | ({"other_databases"} if len(dumps) > len(mine) else set())
    return tuple(files.done), rewriter.header, left


def _plain(held: BinaryIO, phrase: bytes, into: Path) -> Iterator[bytes]:
    """The dump's text. Raises Trouble for a bomb, a wrong phrase, or what breaks off."""
    packed = os.fstat(held.fileno()).st_size
    source: Iterator[bytes] = iter(lambda: held.read(BLOCK), b"")
    if phrase:
        source = _first_is_gzip(_opened_with(source, phrase))
    size = 0
    for block in _gunzipped(source):
        size += len(block)
        if size > RATIO_FROM and size > packed * DUMP_RATIO:
            raise Trouble("too_large", f"a dump of {packed} bytes that becomes more than {size}")
        if size % (64 * BLOCK) < len(block) and shutil.disk_usage(into).free < KEEP_FREE:
            raise Trouble("no_room", "the disk is full before the dump ends")
        yield block


def _opened_with(source: Iterator[bytes], phrase: bytes) -> Iterator[bytes]:
    """UpdraftPlus's own way: Rijndael in CBC without a vector, the phrase itself padded with zeros as the key."""
    size = next((size for size in (16, 24, 32) if len(phrase) <= size), 32)
    key = phrase[:size].ljust(size, b"\0")
    context = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).decryptor()
    last = b""
    for block in source:
        out = last + context.update(block)
        last = out[-16:]
        yield out[:-16]
    try:
        last += context.finalize()
    except ValueError as bad:
        raise Trouble("unreadable", "the encrypted dump breaks off") from bad
    yield last[: -last[-1]] if last and 1 <= last[-1] <= 16 else last


def _first_is_gzip(source: Iterator[bytes]) -> Iterator[bytes]:
    is_begun = False
    for block in source:
        if block and not is_begun:
            is_begun = True
            if not block.startswith(GZIP):
                raise Trouble("wrong_phrase", "the phrase does not open the database of this set")
        yield block


def _gunzipped(source: Iterator[bytes], depth: int = 0) -> Iterator[bytes]:
    """Through as many layers of gzip as there are, to a small number of them; text that never was packed passes."""
    first = next((block for block in source if block), b"")
    if not first.startswith(GZIP):
        yield first
        yield from source
        return
    if depth >= MAX_NESTED:
        raise Trouble("poisoned", "a dump packed again and again")
    yield from _gunzipped(_one_layer(first, source), depth + 1)


def _one_layer(first: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
    tool, waiting = zlib.decompressobj(31), first
    try:
        while True:
            out = tool.decompress(waiting, BLOCK)
            if out:
                yield out
            waiting = tool.unconsumed_tail
            if tool.eof:
                waiting = tool.unused_data or next((block for block in source if block), b"")
                if not waiting:
                    return
                tool = zlib.decompressobj(31)
            elif not waiting:
                waiting = next((block for block in source if block), b"")
                if not waiting:
                    raise Trouble("unreadable", "the packed dump breaks off")
    except zlib.error as bad:
        raise Trouble("unreadable", f"the packed dump: {bad}") from bad
