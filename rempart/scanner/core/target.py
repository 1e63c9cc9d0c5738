"""The address a person typed, as a value with one form."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_ADDRESS_CHARACTERS = 2_048  # longer input is no address; browsers stop near here too


class BadAddress(ValueError):
    """The text is no address of a web site; the message says what to type instead."""


@dataclass(frozen=True, slots=True)
class Target:
    """`host` in lower case and ASCII (IDNA); `path` without a trailing slash, '' for the root."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """`https://shop.example` or `http://127.0.0.1:8080`."""
        standard = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == standard else f":{self.port}")

    def url(self, path: str) -> str:
        """The address of `path` below the site's own root; `path` starts with a slash."""
        return self.origin + self.path + path


def parse_target(text: str) -> Target:
    """Read what a person types (`shop.example`, `https://shop.example/blog/`). Raises BadAddress."""
    text = text.strip()
    if not text or len(text) > MAX_ADDRESS_CHARACTERS:
        raise BadAddress("Type the address of a site, for example https://shop.example")
    if any(ord(c) < 33 or ord(c) == 127 for c in text):
        raise BadAddress(
            "An address has no spaces or line breaks. Type it as in the browser, for example https://shop.example"
        )
    if "://" not in text:
        text = "https://" + text
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError as bad:
        raise BadAddress(
            f"This address cannot be read ({bad}). Type it as in the browser, for example https://shop.example"
        ) from bad
    if parts.scheme.lower() not in ("http", "https"):
        raise BadAddress(f"Only http and https sites can be measured, not {parts.scheme}://")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("Leave the user name and password out of the address; Rempart never needs them")
    if not host:
        raise BadAddress("The address has no site name. Type it as in the browser, for example https://shop.example")
    if port == 0:
        raise BadAddress("Port 0 cannot be reached. Leave the port out, or give the one the site listens on")
    scheme = parts.scheme.lower()
    return Target(scheme, _ascii_host(host), port or {"http": 80, "https": 443}[scheme], parts.path.rstrip("/"))


def _ascii_host(host: str) -> str:
    """Letters, digits, dots, dashes, colons: it goes into command lines of ours, and into those we print for others."""
    if ":" in host or "%" in host:
        return _literal(host)
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as bad:
        raise BadAddress(f"{host!r} is no valid site name. Check the spelling") from bad
    if len(name) > 253 or name[:1] == "-" or not all(c.isalnum() or c in "-._" for c in name):
        raise BadAddress(f"{host!r} is no valid site name. Check the spelling")
    return name


def _literal(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError as bad:
        raise BadAddress(f"{host!r} is no address of a server. Check the spelling") from bad
    if address.scope_id is not None:
        raise BadAddress("An address with a % means something on one machine only. Leave out the % and what follows")
    return address.compressed
