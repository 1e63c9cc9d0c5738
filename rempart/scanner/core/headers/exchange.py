"""One recorded exchange as values: what the site answered in clear, encrypted, and where it sent the visitor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """Header names in lower case, each with its values in the order received.

    `is_verified` is False when the certificate was refused, None where none was looked at. `is_cut` says
    that the body is only its beginning. `asked_origin` is the Origin header that was sent, None = not told.
    """

    status: int
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: str = ""
    is_verified: bool | None = None
    is_cut: bool = False
    asked_origin: str | None = None

    def values(self, name: str) -> tuple[str, ...]:
        """All values of that (lower-case) header."""
        return self.headers.get(name, ())

    def first(self, name: str) -> str | None:
        """The value a browser looks at where a header must come once."""
        values = self.values(name)
        return values[0] if values else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """`redirects` are the addresses visited from http:// on, in order; `host` is None when nobody told it."""

    http: Answer | None
    https: Answer | None
    redirects: tuple[str, ...] = ()
    host: str | None = None

    @property
    def page(self) -> Answer | None:
        """The answer a visitor ends with: the encrypted one where there is one."""
        return self.https or self.http

    @property
    def is_encrypted(self) -> bool:
        """Whether `page` came over https."""
        return self.https is not None


def host_of(url: str) -> str | None:
    """Host of an address in lower case, None when it has none or cannot be read."""
    try:
        return urlsplit(url).hostname or None
    except ValueError:
        return None


def scheme_of(url: str) -> str:
    """Scheme in lower case, '' when there is none."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""
