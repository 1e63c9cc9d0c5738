"""Harmless exercises through the public path, run only with proven ownership and consent (design section 9)."""

from typing import ClassVar, Literal

from rempart.facts.fact import Fact

AttackClass = Literal["sql_injection", "script_injection", "traversal", "command", "xmlrpc", "known_plugin"]


class FilterProbe(Fact, frozen=True, kw_only=True):
    """One class of attack against its benign twins. `twins_blocked` > 0 means the target cannot be told apart.

    `ways` are the kinds of sign a block was recognised by (status, page, reset, challenge).
    """

    kind: ClassVar[str] = "probe.filter"
    about: ClassVar[tuple[str, ...]] = ("attack",)

    attack: AttackClass
    sent: int
    blocked: int
    twins_sent: int
    twins_blocked: int
    blocks_identification_only: bool
    ways: tuple[str, ...]


class LoginLimitProbe(Fact, frozen=True, kw_only=True):
    """Sign-in attempts with a made-up user until limited or the cap. `limited_after` None = never, within `tried`."""

    kind: ClassVar[str] = "probe.login_limit"

    tried: int
    limited_after: int | None
    sign: str | None
    own_address_banned: bool


class BurstProbe(Fact, frozen=True, kw_only=True):
    """A small burst of plain requests: were any slowed or refused."""

    kind: ClassVar[str] = "probe.burst"

    sent: int
    limited: int
    sign: str | None


class EdgeProbe(Fact, frozen=True, kw_only=True):
    """What stands in front, recognised by what it does. `origins_open` are known origin addresses that answered directly."""

    kind: ClassVar[str] = "probe.edge"

    edge: str | None
    signs: tuple[str, ...]
    is_cached: bool | None
    origins_tried: int
    origins_open: int


class Ownership(Fact, frozen=True, kw_only=True):
    """The token was found where only someone in charge can put it."""

    kind: ClassVar[str] = "site.ownership"

    way: Literal["well_known", "dns_txt"]
    token_sha256: str
