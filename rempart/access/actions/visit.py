"""What a request tells about where it comes from; kept only as the rows and sealed fields need it."""

import hashlib
from dataclasses import dataclass

from rempart.access.core.browser import Browser


@dataclass(frozen=True, slots=True)
class Visit:
    """`address` and `agent` are personal: sealed in the record, never in a row. `digest` is of the browser's cookie."""

    address: str
    agent: str
    country: str
    browser: Browser
    digest: str

    @property
    def fields(self) -> dict[str, str]:
        """What is sealed."""
        return {"address": self.address, "agent": self.agent[:300]}


def digest_of(secret: str) -> str:
    """What is kept of a cookie or a key."""
    return hashlib.sha256(secret.encode()).hexdigest()
