"""The form of a kind of monitor: what a person sets, and one look that says what it saw. One file each in `monitors/`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rempart.terms.looking import DnsAnswer
from rempart.terms.words import Words
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Setting:
    """What the kind needs to know. `form` is text, lines, address, host, or whole (a number from `least` to `most`)."""

    name: str
    label: Words
    form: str = "text"
    is_needed: bool = False
    initial: str = ""
    least: int = 0
    most: int = 65_535
    help: Words | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. `text` is at most the cap (then `is_cut`); `url` is where redirects, if followed, had led."""

    url: str
    status: int
    text: str
    is_cut: bool
    took_ms: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate as the strict look saw it. `code` is OpenSSL's verdict, 0 when all is well (then the dates are known)."""

    code: int
    not_before_ms: int = 0
    not_after_ms: int = 0
    took_ms: int = 0


class Blind(Exception):
    """We could not look: our own network, our own name server, or an address that may not be connected to.

    `code` is one word of core/reasons.py.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class Browser(Protocol):
    """What one journey is made with: cookies are kept from step to step."""

    async def open(self, url: str, *, method: str = "GET", body: bytes = b"") -> Page:
        """One request, redirects followed a few times. Raises LookError, Blind."""


class Eyes(Protocol):
    """What a kind may look with. Every call is bounded and judged. All raise LookError, or Blind."""

    now_ms: int

    def browser(self) -> Browser:
        """A fresh one."""

    async def certificate(self, host: str, port: int) -> Shown:
        """As a browser would judge it."""

    async def ask(self, name: str, record: str) -> DnsAnswer:
        """Records of one type."""

    async def knock(self, host: str, port: int) -> int:
        """Milliseconds until a connection stood."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look says. `found` is remembered by its next look (as `settings["before"]`)."""

    outcome: Outcome
    took_ms: int = 0
    reason: str = ""
    detail: str = ""
    found: Mapping[str, Any] = field(default_factory=dict)


Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`id` is the file's name. Without a `look` it is told from outside (a ping), and silence is what fails.

    `every_s` is what a new monitor begins with, `least_s` the shortest that makes sense. `needs_site`: it is about a site
    that is known here, and about nothing else.
    """

    id: str
    title: Words
    settings: tuple[Setting, ...]
    look: Callable[[Settings, Eyes], Awaitable[Sight]] | None
    every_s: int = 60
    least_s: int = 20
    is_measured: bool = True
    tries_alone: int = 4
    needs_site: bool = False

    def policy(self, interval_s: int) -> Policy:
        """When to believe what it sees."""
        if self.look is None:
            return Policy(interval_s, tries_alone=1, tries_each=1, recoveries=1)
        return Policy(interval_s, tries_alone=self.tries_alone)


def lines(text: object) -> Sequence[str]:
    """What a person typed in several lines, without the empty ones."""
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]
