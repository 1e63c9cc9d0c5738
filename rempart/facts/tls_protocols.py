"""The protocol versions and suites a server accepts (TLS-01)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class TlsProtocols(Fact, frozen=True, kw_only=True):
    """`accepted` like ("TLSv1.2", "TLSv1.3"); `weak_suites` by IANA name; `tool` and its version did the look."""

    kind: ClassVar[str] = "tls.protocols"

    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    weak_suites: tuple[str, ...]
    has_forward_secrecy: bool
    tool: str
