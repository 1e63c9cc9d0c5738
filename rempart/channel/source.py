"""The form of a backup source: how a site's files and database are read as one consistent copy, and put back.

One file each in `<area>/sources/<id>.py` with `UNIT = Source(...)`; the vault finds them across areas. Nothing here
knows Django, restic, or a place. A source keeps no state of its own but what lies in the folder that it is given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rempart.terms.words import Words


@dataclass(frozen=True, slots=True)
class Setting:
    """What the source needs to know. A secret is sealed at rest and never shown again. `initial` stands in the form."""

    name: str
    label: Words
    is_secret: bool = False
    is_needed: bool = True
    initial: str = ""
    is_long: bool = False
    is_here: bool = False  # a path on this machine: the vault lets only those through that the operator has allowed


@dataclass(frozen=True, slots=True)
class Origin:
    """One site as its source knows it: every setting by name, secrets opened, empty where nothing was given.

    `site` is the site's uid, `address` its home as the directory has it. `bandwidth_kib` is what programs that move bytes
    by themselves keep to, in KiB a second; 0 is no limit.
    """

    site: str
    address: str
    settings: Mapping[str, str]
    allow_private: bool = False
    bandwidth_kib: int = 0


class Trouble(Exception):
    """It cannot be done. `code` is one word for pages and the record (unreachable, refused_us, missing, unreadable,
    bad_answer, closed, too_large, no_room, poisoned, not_allowed, no_tool); `detail` says what, without secrets."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code, self.detail = code, detail


class Stopped(Exception):
    """Raised out of `Desk.tell`; a source cleans nothing up but its own processes: the next run goes on from there."""


class Desk(Protocol):
    """What the vault gives to a source while it works."""

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Say how far it is (step is one word: files, database, checking; done and total in bytes or pieces). Cheap;
        call it at least every few seconds. Raises Stopped."""

    def pace(self, count: int) -> None:
        """`count` bytes came from, or went to, the network: waits when there is a bandwidth limit."""


class Unhurried:
    """The desk of what is quick and has no lease: nobody watches, nothing is slowed down."""

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Nobody waits for it."""

    def pace(self, count: int) -> None:
        """No limit."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the copy. `file` is its file name below `Copied.database`; `sha256` is over that file's bytes."""

    name: str
    file: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found when the source was set up. `missing` are sentences' codes of what still has to be mended; with
    any of them nothing is copied. `seen` are numbers and words for the page: no secrets, nothing personal."""

    missing: tuple[str, ...] = ()
    seen: Mapping[str, str | int] | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """One consistent copy, of the moment `taken_at_ms`.

    `files` is the folder whose content is the site's files; it may be the live folder itself (then nothing is copied
    twice). `leave_out` are paths below it, '/'-separated, that do not belong into the snapshot.
    `database` is a folder inside the given one, None where the site has none; `engine` is `mysql` or `sqlite`.
    mysql: one file a table, UTF-8, as SHOW CREATE TABLE writes it, ended by `;`, then per statement a line
    ``INSERT INTO `name` VALUES`` and one line a row, `(…),` or `(…);` at the end of the statement. A value is NULL, a
    number, 0xHEX, or a '…' string with \\\\ \\' \\n \\r \\0 \\Z escaped: a line break never stands inside a row. Nothing
    else stands in it: no comment, no SET, no DEFINER. Statements are about 1 MiB; no row is longer than 64 MiB.
    sqlite: one database file, named in every Table; `place` says where it belongs below `files`.
    `notes` are codes of what the copy does not hold (triggers, routines, not_one_moment).
    `parts`, where the copy is not a whole site: paths below `files` that it holds whole. None for a whole site.
    """

    files: Path
    taken_at_ms: int
    database: Path | None = None
    engine: str = ""
    place: str = ""
    tables: tuple[Table, ...] = ()
    leave_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be put back, checked by the vault before (no links out, no traversal, only the grammar above).

    `uid` names this restore: the same parcel may be handed over again after a kill. `files` is a folder, `database` a
    folder as in Copied with `tables` of it; None leaves that half of the site alone. `is_whole` False: only what the
    parcel holds is replaced, everything else stays (one file, one table); True: what the parcel lacks goes away.
    `parts` (only where `is_whole` is False) are folders below `files` that are exchanged whole, and not file by file.
    """

    uid: str
    is_whole: bool
    files: Path | None = None
    database: Path | None = None
    engine: str = ""
    place: str = ""
    tables: tuple[Table, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the site lets itself be overwritten now, where somebody there has to allow it first. `until_ms` is when that
    ends, `href` where it is allowed; `says` are sentences for the restore's page, whatever the state."""

    is_open: bool
    href: str
    until_ms: int | None = None
    says: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class PutBack:
    """Checkpoint, act, finalise. Each may be killed anywhere and called again, with the same parcel.

    `prepare` lays everything beside the live state; nothing live changes. `swap` makes it live, in one step where the
    engine has one. `undo` returns to the state before, whether or not `swap` was through; after `finish` it cannot.
    `finish` takes away what only `undo` needed. The vault has registered `undo` before it calls `swap`.
    `near`, where the site is on this machine: a folder on the site's own disk in which the vault lays the parcel, so
    that nothing need be copied twice. The parcel's folder (the parent of `files` and `database`) is the source's to
    write notes into; it goes after `finish` or `undo`.
    `begin`, where somebody has to allow it first: asked with the uid of the restore before anything is fetched; raises
    Trouble (`closed`) where it would be in vain. After it `undo` may be called with a parcel that holds nothing.
    `opening` is asked when a person looks: quick, and it raises Trouble where the site does not answer.
    """

    prepare: Callable[[Origin, Parcel, Desk], None]
    swap: Callable[[Origin, Parcel, Desk], None]
    undo: Callable[[Origin, Parcel, Desk], None]
    finish: Callable[[Origin, Parcel, Desk], None]
    near: Callable[[Origin], Path] | None = None
    begin: Callable[[Origin, str, Desk], None] | None = None
    opening: Callable[[Origin], Opening] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """`id` is the file's name. `check` says what is missing, or raises Trouble. `copy` writes into the given folder, which
    is kept between runs (what is there from the last one need not come again, and an interrupted run goes on). It
    raises Trouble or lets Stopped through. `is_on_this_host`: the copy's files are read where the site itself runs.
    `database`, where the files of a copy come over a line: its tables alone, the folder as in `copy`; what did not change
    since the last call with that folder need not come again.
    """

    id: str
    title: Words
    settings: tuple[Setting, ...]
    check: Callable[[Origin, Desk], Checked]
    copy: Callable[[Origin, Path, Desk], Copied]
    put_back: PutBack | None = None
    is_on_this_host: bool = False
    database: Callable[[Origin, Path, Desk], Copied] | None = None
