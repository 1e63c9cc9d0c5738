"""What the server tells strangers about itself."""

from typing import ClassVar

from rempart.facts.fact import Fact


class HttpDisclosure(Fact, frozen=True, kw_only=True):
    """Version texts as told, None = not told. `generators` are the generator tags of page and feed."""

    kind: ClassVar[str] = "http.disclosure"

    server: str | None
    server_version: str | None
    php_version: str | None
    generators: tuple[str, ...]


class SecurityTxt(Fact, frozen=True, kw_only=True):
    """RFC 9116. `expires_at_ms` None when missing or unreadable; `faults` name what a reader would trip on."""

    kind: ClassVar[str] = "http.security_txt"

    is_present: bool
    contacts: tuple[str, ...]
    expires_at_ms: int | None
    faults: tuple[str, ...]
