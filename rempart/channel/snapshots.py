"""The form in which an area that keeps snapshots of sites gives them to others: which moments, a copy, the targets.

One file each in `<area>/snapshots/<id>.py` with `UNIT = Snapshots(...)`, found across areas. Nothing here knows Django.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rempart.channel.source import Desk, Table


@dataclass(frozen=True, slots=True)
class Moment:
    """One snapshot of a site. `engine` is mysql, sqlite, or empty where the site has no database; `kept_by` is the id of
    the Snapshots that has it. `taken_at_ms` is of which moment the data are."""

    uid: str
    taken_at_ms: int
    engine: str
    kept_by: str
    files: int
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What came back into a folder, proven against what the snapshot says of itself: every table by its digest, the
    files by their number, no link that leads out.

    `files` is the site's folder; `database` a folder with the tables as files (form: channel/source.Copied), None where
    the site has none. `root` is where the site stood; `place` where a SQLite file belongs below `files`. `seconds` from
    the start to the last byte."""

    files: Path
    database: Path | None
    root: str
    engine: str
    place: str
    tables: tuple[Table, ...]
    files_count: int
    bytes: int
    taken_at_ms: int
    notes: tuple[str, ...]
    seconds: float

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True, slots=True)
class Targets:
    """How long the site may be away, and how old its data may be when it is back; None where nobody has said."""

    rto_s: int | None
    rpo_s: int | None


@dataclass(frozen=True, slots=True)
class Snapshots:
    """`id` is the file's name. `newest(site_uid)` is None when there is none. `bring(moment_uid, folder, desk)` lays the
    moment into a new or empty folder that whoever asks deletes; raises Trouble, lets Stopped through; nothing live is
    touched. `targets(site_uid)` are what was promised for it."""

    id: str
    newest: Callable[[str], Moment | None]
    bring: Callable[[str, Path, Desk], Brought]
    targets: Callable[[str], Targets]


def newest_of(all_: "dict[str, Snapshots]", site: str) -> Moment | None:
    """The newest moment that any of them has."""
    found = [moment for one in all_.values() if (moment := one.newest(site)) is not None]
    return max(found, key=lambda moment: moment.taken_at_ms, default=None)
