"""What a snapshot says of itself: of which moment, which tables with how many rows, how many files."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from rempart.channel.source import Table

VERSION = 1
NAME = "rempart-manifest.json"
COPY = "rempart-copy"  # the folder, in every snapshot, that is not the site's own
DATABASE = "database"
MAX_BYTES = 8 * 1024 * 1024  # ten thousand tables with names and digests take 2 MB
MAX_TABLES = 10_000
MAX_PARTS = 10_000  # folders exchanged one by one
_FILE = re.compile(r"(?:[0-9a-f]{5,64}\.sql|[a-z]{1,20}\.sqlite)\Z")  # as each source names them
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class BadManifest(ValueError):
    """It cannot be believed; says what is wrong."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`root` is where the files lay when they were copied: the path under which the snapshot holds them. `parts` are
    what the snapshot holds whole of a site that it does not hold whole; None of a whole site."""

    site: str
    source: str
    taken_at_ms: int
    root: str
    files: int
    bytes: int
    copy: str
    engine: str = ""
    place: str = ""
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[str, ...] | None = None

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables)

    def table(self, name: str) -> Table | None:
        """By its name."""
        return next((table for table in self.tables if table.name == name), None)


def write(manifest: Manifest) -> bytes:
    """As it stands in the snapshot."""
    told = {"v": VERSION, **asdict(manifest)}
    if manifest.parts is None:
        del told["parts"]  # as it was written before there were parts: the digest of it must stay
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def read(data: bytes) -> Manifest:
    """From a snapshot, that is from a stranger. Raises BadManifest."""
    if len(data) > MAX_BYTES:
        raise BadManifest("it is too long")
    try:
        given = json.loads(data)
        if given.pop("v") != VERSION:
            raise BadManifest("it is of another version")
        tables = tuple(Table(**table) for table in given.pop("tables"))
        parts = None if given.get("parts") is None else tuple(given["parts"])
        manifest = Manifest(**{**given, "tables": tables, "notes": tuple(given["notes"]), "parts": parts})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as bad:
        raise BadManifest("it is not one of ours") from bad
    _believe(manifest)
    return manifest


def _believe(manifest: Manifest) -> None:
    numbers = (manifest.taken_at_ms, manifest.files, manifest.bytes)
    words = (manifest.site, manifest.source, manifest.root, manifest.copy, manifest.engine, manifest.place)
    if not all(isinstance(one, int) and one >= 0 for one in numbers) or not all(isinstance(one, str) for one in words):
        raise BadManifest("a field is of another kind")
    if not manifest.root.startswith("/") or not manifest.copy.startswith("/"):
        raise BadManifest("its paths are none")
    below = ("/" + str(path) for path in (manifest.place, *(manifest.parts or ())))
    if len(manifest.parts or ()) > MAX_PARTS:
        raise BadManifest("it has too many parts")
    for path in (manifest.root, manifest.copy, *below):
        if ".." in PurePosixPath(path).parts or "\0" in path or "//" in path:
            raise BadManifest("a path leads out")
    if len(manifest.tables) > MAX_TABLES or len({table.name for table in manifest.tables}) != len(manifest.tables):
        raise BadManifest("its tables cannot be")
    for table in manifest.tables:
        whole = isinstance(table.rows, int) and isinstance(table.bytes, int) and isinstance(table.name, str)
        if not whole or not _FILE.match(str(table.file)) or not _DIGEST.match(str(table.sha256)):
            raise BadManifest("a table cannot be")
