"""How the site answers at its front door: plain, encrypted, and where it sends the visitor."""

from typing import ClassVar, Literal

import msgspec

from rempart.facts.fact import Fact


class Step(msgspec.Struct, frozen=True):
    """One answer of a redirect chain."""

    url: str
    status: int


class HttpFront(Fact, frozen=True, kw_only=True):
    """`plain` is the chain from http://, `encrypted` from https://; empty = nothing listens there.

    `ends` says where the plain chain ends. `mixed` lists http:// addresses the page loads.
    """

    kind: ClassVar[str] = "http.front"

    plain: tuple[Step, ...]
    encrypted: tuple[Step, ...]
    ends: Literal["https_same_site", "https_other_site", "http", "closed", "loop"]
    mixed: tuple[str, ...]
    final_url: str
    compression: str | None
    first_byte_ms: int


class HttpAvailability(Fact, frozen=True, kw_only=True):
    """A handful of plain GETs of the front page: how many answered below 500, and how fast."""

    kind: ClassVar[str] = "http.availability"

    tried: int
    answered: int
    p50_ms: int
    max_ms: int
