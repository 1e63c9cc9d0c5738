"""What the response headers promise, judged header by header (rempart judge exchange)."""

from typing import ClassVar

import msgspec

from rempart.facts.fact import Fact
from rempart.terms.state import State


class HeaderCheck(msgspec.Struct, frozen=True):
    """One of csp cookies cors corp frames hsts nosniff redirection referrer sri; `code` names the finding."""

    check: str
    state: State
    code: str


class HttpHeaders(Fact, frozen=True, kw_only=True):
    """The checks on the front page; `hsts_max_age_s` None = header absent."""

    kind: ClassVar[str] = "http.headers"

    checks: tuple[HeaderCheck, ...]
    hsts_max_age_s: int | None
    hsts_subdomains: bool
    hsts_preload: bool
