"""What hub and probers say to each other: which monitors are wanted, and what was seen of them."""

from typing import Any

import msgspec

from rempart.watch.core.outcome import Outcome

WANTED = "watch.wanted"  # the published document of all monitors
ASKS = "watch.asks"  # and of those that somebody else should look at now: uid -> when it was asked
SENDER = "watch"  # of parcels
HUB = "hub"  # the vantage point beside the console
BEAT_S = 5.0
TEXT_MAX = 200


class Wish(msgspec.Struct, frozen=True):
    """One monitor, as a prober needs to know it. `org` decides which remote probes are told of it.

    `is_private`: a person said that it stands on a private address; whether that may be is the operator's word there.
    """

    uid: str
    org: str
    kind: str
    every_s: int
    settings: dict[str, Any]
    is_private: bool = False


class Wanted(msgspec.Struct, frozen=True):
    """All of them."""

    monitors: tuple[Wish, ...] = ()


class Seen(msgspec.Struct, frozen=True):
    """One look. `mono_ms` and `boot` date it, `wall_ms` only where the machine has started again since."""

    monitor: str
    outcome: Outcome
    mono_ms: int
    boot: str
    wall_ms: int
    took_ms: int = 0
    late_ms: int = 0
    reason: str = ""
    detail: str = ""
    found: dict[str, Any] = msgspec.field(default_factory=dict)
    place: str = HUB


class Beat(msgspec.Struct, frozen=True):
    """The prober lives: how many monitors it watches, and how late it began its looks since the last beat."""

    mono_ms: int
    boot: str
    wall_ms: int
    monitors: int
    late_p99_ms: int = 0
    place: str = HUB


class Parcel(msgspec.Struct, frozen=True):
    """One of both."""

    seen: Seen | None = None
    beat: Beat | None = None


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Parcel).decode
