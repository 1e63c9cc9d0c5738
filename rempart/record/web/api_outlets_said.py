"""What the API of outlets takes and answers."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from rempart.channel.outbound import MAX_URL
from rempart.directory.web.calls import Named, Sent
from rempart.record.core.settings import MAX_CA

AREAS_MAX = 40  # names in one call; there are fewer areas
Loudness = Literal["none", "notice", "warning", "critical"]


class Settings(Sent):
    """Those that the format asks for (`/outlet-formats`). `authorization` is stored sealed and never shown again."""

    transport: Literal["tls", "tcp", "udp"] | None = None
    host: str = Field("", max_length=255)
    port: int | None = Field(None, ge=1, le=65_535)
    url: str = Field("", max_length=MAX_URL)
    ca: str = Field("", max_length=MAX_CA)
    authorization: str = Field("", max_length=1_024)

    def values(self) -> dict[str, str]:
        """As they are kept; without those that were not said."""
        said = {name: str(value).strip() for name, value in self.dict().items() if value is not None}
        return {name: value for name, value in said.items() if value}


class OutletChange(Named):
    """All of it anew, but a sealed setting that is left out stays, unless the address changes. No areas = all areas."""

    settings: Settings
    least_severity: Loudness = "none"
    areas: list[str] = Field(default_factory=list, max_length=AREAS_MAX)


class OutletIn(OutletChange):
    """`format` as in `/outlet-formats`; `from_start`: also what is already recorded."""

    format: str = Field(min_length=1, max_length=40)
    from_start: bool = False


class OutletOut(Schema):
    """Where the record goes; never a secret."""

    uid: str
    unit: str
    name: str
    state: str
    last_delivered: int
    delivered_at: str | None
    failed_tries: int


class DeliveryOut(Schema):
    """One attempt; `code` is null when it arrived. A test has -1 for its entries."""

    at: str
    first: int
    last: int
    count: int
    is_test: bool
    code: str | None
    took_ms: int


class OutletWhole(OutletOut):
    """`settings` without the sealed ones; null when they cannot be opened any more. The newest deliveries come first."""

    settings: dict[str, str] | None
    least_severity: Loudness
    areas: list[str]
    deliveries: list[DeliveryOut]


class OutletMade(OutletWhole):
    """`secret` signs what is sent and is said only now; null for a format that does not sign."""

    secret: str | None


class SecretOut(Schema):
    """Said only now; for a day the one before signs as well."""

    secret: str


class TestOut(Schema):
    """`code` says in one word why it did not arrive, `says` in a sentence."""

    arrived: bool
    code: str | None
    says: str | None


class FormatOut(Schema):
    """A way in which entries are written, and the settings it needs or may have."""

    format: str
    title: str
    needed: list[str]
    optional: list[str]
    signs: bool


class Formats(Schema):
    """All of them."""

    items: list[FormatOut]
