"""The form of what looks into a file before somebody opens it; units in `<area>/inspectors/<id>.py`, `UNIT = Inspector(...)`.

The mail's triage, the scanner and the command line call it by `across_areas("rempart", "inspectors", Inspector)`. The
file is hostile: whoever inspects does it behind walls and hands back words and numbers alone. Nothing here knows Django.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rempart.terms.words import Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file is not safe. `code` is stable, `path` and `detail` come from the file and are anybody's words."""

    code: str
    path: str = ""
    detail: str = ""
    within: str = ""  # the archive inside that it was found in; empty for the file itself


@dataclass(frozen=True, slots=True)
class Member:
    """One entry, at any level. `sha256` is empty where no content was read (folders, links, locked ones)."""

    path: str
    kind: str
    size: int | None
    sha256: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What there is to say. `verdict` is safe, unsafe, encrypted or unreadable; `entries` and `bytes` (unpacked) are of
    the file itself, null when nobody can know. `walls` is namespaces, or limits where those could not be had (weaker)."""

    verdict: str
    reasons: tuple[Reason, ...]
    entries: int | None
    bytes: int | None
    format: str
    sha256: str
    size: int
    walls: str
    members: tuple[Member, ...] = field(default=(), repr=False)
    more_reasons: int = 0  # that were not kept


@dataclass(frozen=True, slots=True)
class Inspector:
    """`inspect(file, name)`: `name` is what the file is called where it came from. `says` has a sentence for each code
    of a reason, with `{path}` and `{detail}`. Raises OSError when the file cannot be read."""

    id: str
    inspect: Callable[[Path, str], Inspected]
    says: Mapping[str, Words] = field(default_factory=dict)


def changed(before: Mapping[str, str], now: Inspected) -> tuple[str, ...]:
    """Names whose content is not what it was: `before` maps names, as `within` and `path`, to the digests last seen."""
    seen = digests(now)
    return tuple(sorted(name for name, digest in before.items() if seen.get(name, digest) != digest))


def digests(now: Inspected) -> dict[str, str]:
    """What to keep for the next look: every name that was read, with its SHA-256."""
    return {"!/".join(filter(None, (one.within, one.path))): one.sha256 for one in now.members if one.sha256}
