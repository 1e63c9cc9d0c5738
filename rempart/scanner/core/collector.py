"""The form of a collector, what it is given to look with, and how it says that it could not look."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rempart.facts.fact import Fact
from rempart.scanner.core.target import Target
from rempart.terms.evidence import EvidenceClass
from rempart.terms.looking import CODES, DnsAnswer, LookError

__all__ = ["CODES", "Collector", "DnsAnswer", "Exchange", "Handshake", "Look", "LookError", "RedirectsForEver"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and what came back. Header names in lower case, in order, repeats kept.

    `body` is at most the cap (then `is_cut`); `address` is the peer; `is_verified` None on plain HTTP.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_cut: bool
    elapsed_ms: int
    address: str
    is_verified: bool | None

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def text(self) -> str:
        """The body as text; undecodable bytes become U+FFFD."""
        return self.body.decode("utf-8", "replace")


class RedirectsForEver(LookError):
    """More than ten redirects; `chain` holds the answers so far."""

    def __init__(self, chain: "tuple[Exchange, ...]") -> None:
        super().__init__("too_many_redirects", f"{chain[0].url} redirects again and again")
        self.chain = chain


@dataclass(frozen=True, slots=True)
class Handshake:
    """What the server showed on its encrypted port. `chain` in DER, leaf first, as sent.

    `trust_code` is OpenSSL's verdict on the chain alone, dates and names left out (0 = leads to a known root);
    `is_in_time`: all certificates on the way to the root are within their dates; `has_staple` None = not told.
    """

    name: str
    address: str
    chain: tuple[bytes, ...]
    trust_code: int
    is_in_time: bool
    has_staple: bool | None


class Look(Protocol):
    """What a collector may use. Every call is guarded: caps, pacing, pinned addresses, size and time limits.

    All raise LookError. GETs of one URL within a run are answered from memory unless `fresh`. `token` is the
    ownership token looked for, `seed` the secret of this run's probes, `origins` server addresses the owner named.
    """

    target: Target
    now_ms: int
    token: str | None
    seed: bytes
    origins: tuple[str, ...]

    async def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Sequence[tuple[str, str]] = (),
        body: bytes = b"",
        fresh: bool = False,
        address: str | None = None,
    ) -> Exchange:
        """One exchange, redirects not followed. `url` must be on the target's host, or http/https of it.

        `address` is one of `origins`: that server is asked directly. A header given replaces ours of that name.
        `elapsed_ms` of the answer is the time until its head had come.
        """

    def twin(self, scheme: str) -> str | None:
        """The site's root under `scheme`, no slash at the end; None when no port is known where to look."""

    async def follow(self, url: str) -> tuple[Exchange, ...]:
        """GET and follow redirects, all answers in order; stops at 10 or on leaving the target's registrable domain."""

    async def resolve(self, name: str, record: str) -> tuple[str, ...]:
        """DNS answers as text, () when there are none."""

    async def ask(self, name: str, record: str) -> DnsAnswer:
        """The same with aliases and time to live."""

    async def handshake(self) -> Handshake:
        """The certificate on the site's encrypted port. LookError `no_tls` when it has none."""

    async def tls_report(self) -> str:
        """sslyze's JSON about the site's encrypted port. LookError `tool_missing` when it is not installed."""

    def registrable(self, name: str) -> str:
        """The registrable domain of a name (`shop.example.co.uk` gives `example.co.uk`); an address is its own."""

    def previous(self, kind: type[Fact]) -> Fact | None:
        """The newest earlier fact of that kind about the same subject, from the record."""


@dataclass(frozen=True, slots=True)
class Collector:
    """One file that touches a target. `kinds` are the facts it may return; on LookError each becomes a NotSeen.

    `active` ones run only with proven ownership, consent and window. `every_s` is its schedule, `timeout_s` its
    whole time, `requests` its share of the run's request cap. `order`: small first; login probes last (90).
    `settled` ones, and all active ones, look at the host the front page leads to, not at the one that was typed.
    """

    id: str
    version: int
    kinds: tuple[type[Fact], ...]
    evidence: EvidenceClass
    collect: Callable[[Look], Awaitable[Sequence[Fact]]]
    every_s: int
    timeout_s: float
    requests: int
    active: bool = False
    order: int = 50
    settled: bool = False
