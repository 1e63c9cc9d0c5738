"""The form of a copy of a site that has no way out, and of what other areas try on one.

A copy is hostile: it runs a customer's PHP. It lives behind bubblewrap without any network; everything asked of it runs
inside, and nobody outside follows a path below its folder. `<area>/copies/<id>.py` has `UNIT = Copies(...)` (the area
staging has the one there is); `<area>/trials/<id>.py` with `UNIT = Trial(...)` is what the fire drill does on its copy
besides its own steps: updates, probes. Nothing here knows Django.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rempart.channel.source import Desk
from rempart.terms.words import Words


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program inside ended; `out` and `said` (its complaints) are cut at a limit."""

    code: int
    out: bytes
    said: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the copy's web server. Header names are lower case; cookies are in `cookies`, by name."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sunk:
    """What wanted out and was stopped inside: mails sunk, and calls by host name."""

    mails: int
    calls: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Database:
    """As seen from inside the copy (programs in `Copy.run`): nothing outside can reach it. `engine` is mysql, sqlite or
    empty; `file` is the SQLite file's path inside. `prefix` is WordPress's."""

    engine: str
    name: str
    user: str
    password: str
    socket: str
    file: str
    prefix: str


class Copy(Protocol):
    """An open copy. All of it raises Trouble (`gone` when the copy is no longer there)."""

    uid: str
    site: str
    taken_at_ms: int
    url: str  # http://<uid>.localhost:<port>, without a slash at the end; browsers find it on loopback by themselves
    root: str  # WordPress's folder as seen inside
    database: Database
    left_behind: (
        int  # logs, dumps and copies of settings that lay in the web root; they were taken out before it was served
    )

    def door(self) -> str:
        """An address below `url` that lets a browser in once: it sets the gate's cookie and leads to the front page."""

    def cookies(self, *, signed_in: bool = False) -> Mapping[str, str]:
        """What a browser or client must send to `url`: the gate's cookie, and those of WordPress's first administrator
        when `signed_in`. Names and values are as outside the gate."""

    def fetch(
        self, path: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None, within_s: float = 60.0,
    ) -> Answer:  # fmt: skip
        """One request through the gate, redirects not followed. Without `cookies` those of `cookies()` are sent. An answer
        of the gate's own, which says nothing of the site, has the header `x-rempart-gate`."""

    def php(self, code: str, *, with_site: bool = True, within_s: float = 120.0) -> Ran:
        """PHP code (without `<?php`) inside; WordPress is loaded first unless `with_site` is False."""

    def run(
        self, argv: Sequence[str], *, feed: bytes = b"", within_s: float = 120.0, most: int = 8 * 1024 * 1024
    ) -> Ran:
        """Any program below /usr inside, in `root`; `most` bytes of its answer are kept."""

    def put(self, path: str, data: bytes) -> None:
        """A file below `root`, folders made; written from inside, so that no link leads out."""

    def read(self, path: str, *, most: int = 8 * 1024 * 1024) -> bytes:
        """A file below `root`, read from inside. Raises Trouble `missing`."""

    def error_log(self) -> list[str]:
        """PHP's errors since the copy was opened, newest last, at most 1,000 lines."""

    def sunk(self) -> Sunk:
        """What wanted out until now."""

    def close(self) -> None:
        """Everything of it is deleted; twice is no fault."""


@dataclass(frozen=True, slots=True)
class Copies:
    """`open(site_uid, moment_uid, purpose, desk)` brings that moment (empty: the newest), masks it, and serves it; about
    ten seconds for a small shop. `purpose` is a word for the page and the record: staging, drill, updates. It is gone
    after 24 h at the latest, and when this process, or the thread that opened it, goes. Close it in `finally`. Raises Trouble (`no_snapshot`,
    `no_isolation`, `no_wordpress`, `not_masked`, `no_answer`, and those of the source), lets Stopped through."""

    id: str
    open: Callable[[str, str, str, Desk], Copy]


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial. `outcome` is passed, failed or skipped; `code` says why in one word (for words on the page,
    in `Trial.says`); `numbers` are counts without anything personal."""

    outcome: str
    code: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """One step of the drill by another area, on the drill's own open copy. `step` is `updates` or `attack`: the place in
    the drill. `says` has a text for each code, with `{number}` slots; `counts` one for a number by its name, shown below in
    this order where that number was counted. Trouble counts as failed."""

    id: str
    step: str
    title: Words
    run: Callable[[Copy, Desk], Tried]
    says: Mapping[str, Words] = field(default_factory=dict)
    counts: Mapping[str, Words] = field(default_factory=dict)
