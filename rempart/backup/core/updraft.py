"""How UpdraftPlus names what it makes: `backup_2026-03-21-0112_Shop_951b801f6c06-uploads2.zip` (its release 1.11 and on).

One set is what one run made: the database, and zips of plug-ins, themes, uploads, the rest of wp-content, the core.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MAX_NAMES = 20_000  # files of one folder that are looked at
MAX_PIECES = 2_000  # zips of one kind: of 400 MB each by default, so 800 GB
MARK = "updraftplus"
_NAME = re.compile(
    r"backup_(\d{4}-\d{2}-\d{2}-\d{4})_(.{0,200})_([0-9a-f]{12})-(db|plugins|themes|uploads|others|wpcore|mu-plugins|more)"
    r"(\d{1,4})?\.(zip|gz|gz\.crypt|crypt)\Z",
    re.I,
)
NONCE = re.compile(r"[0-9a-f]{12}\Z")
# Where each kind belongs below the site's folder; `more` may be of anywhere, and is left out.
BELONGS = {
    "plugins": "wp-content/plugins",
    "themes": "wp-content/themes",
    "uploads": "wp-content/uploads",
    "mu-plugins": "wp-content/mu-plugins",
    "others": "wp-content",
    "wpcore": "",
}
LACKS = {
    "db": "no_database",
    "plugins": "no_plugins",
    "themes": "no_themes",
    "uploads": "no_uploads",
    "others": "no_others",
    "wpcore": "no_core",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a set."""

    name: str
    kind: str
    number: int
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One set: `moment` is the site's own local time, as its name has it. `pieces` are in the order of unpacking."""

    nonce: str
    moment: str
    pieces: tuple[Piece, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a snapshot of it will not hold."""
        there = {piece.kind for piece in self.pieces}
        missing = tuple(code for kind, code in LACKS.items() if kind not in there)
        return missing + (("more_left_out",) if "more" in there else ()) + (("no_config",) if "wpcore" in there else ())

    @property
    def is_sealed(self) -> bool:
        """Its database needs the phrase."""
        return any(piece.is_sealed for piece in self.pieces)

    @property
    def gap(self) -> str:
        """The first piece that is missing between others: with a gap nothing is brought in. Empty when there is none."""
        for kind in ("db", *BELONGS):
            numbers = sorted(piece.number for piece in self.pieces if piece.kind == kind)
            if kind == "db":
                continue
            for at, number in enumerate(numbers, 1):
                if number != at:
                    return f"{kind}{at if at > 1 else ''}.zip"
        return ""

    def named_ms(self) -> int:
        """The name's moment as if it were UTC. Raises ValueError."""
        return int(datetime.strptime(self.moment, "%Y-%m-%d-%H%M").replace(tzinfo=UTC).timestamp() * 1_000)


def piece(name: str) -> tuple[str, str, Piece] | None:
    """Nonce, moment and piece of a file name; None for any other file."""
    found = _NAME.match(name)
    if found is None or "/" in name or "\0" in name:
        return None
    kind, end = found[4].lower(), found[6].lower()
    if (kind == "db") != (end != "zip"):
        return None
    number = int(found[5] or (0 if kind == "db" else 1))
    return found[3].lower(), found[1], Piece(name, kind, number, end.endswith("crypt"))


def sets(names: Iterable[str]) -> list[Found]:
    """Every set among these names, oldest first."""
    kept: dict[tuple[str, str], list[Piece]] = {}
    for name in names:
        if (found := piece(name)) is not None:
            kept.setdefault((found[0], found[1]), []).append(found[2])
    made = [
        Found(nonce, moment, tuple(sorted(pieces, key=lambda one: (one.kind, one.number, one.name))))
        for (nonce, moment), pieces in kept.items()
    ]
    return sorted(made, key=lambda one: (one.moment, one.nonce))


_GENERATED = re.compile(r"Generated: [A-Za-z]+ (\d{1,2})\. ([A-Za-z]+) (\d{4}) (\d{2}):(\d{2}) (?:UTC|GMT|\+00:?00)\Z")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NEAR_MS = 27 * 3_600_000  # farthest two clocks of the Earth lie apart, and an hour for the run


def generated_ms(header: Iterable[str], named_ms: int) -> int | None:
    """The moment in the dump's own header, which is in UTC; None when it has none, or one far from the name's."""
    for line in header:
        found = _GENERATED.match(line.lstrip("# ").strip())
        if found is None or found[2] not in _MONTHS:
            continue
        try:
            day = datetime(
                int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]), int(found[4]), int(found[5]), tzinfo=UTC
            )
        except ValueError:
            return None
        moment = int(day.timestamp() * 1_000)
        return moment if abs(moment - named_ms) <= NEAR_MS else None
    return None
