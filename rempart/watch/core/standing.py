"""How a monitor stands, and what may change: the two records of the state machine."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec


class State(StrEnum):
    """UNKNOWN: nobody looks, or nobody can; never a word about the site."""

    UNKNOWN = "unknown"
    UP = "up"
    DEGRADED = "degraded"
    SUSPECTED = "suspected"
    DOWN = "down"
    MAINTENANCE = "maintenance"
    PAUSED = "paused"


class Mode(StrEnum):
    """What a person said about it."""

    WATCHED = "watched"
    MAINTENANCE = "maintenance"
    PAUSED = "paused"


class Voice(msgspec.Struct, frozen=True):
    """What one vantage point said last: so many failed, good or poor looks in a row since then, and the last of them."""

    fails: int = 0
    goods: int = 0
    poors: int = 0
    since_ms: int = 0
    at_ms: int = 0
    reason: str = ""


class Standing(msgspec.Struct, frozen=True):
    """`believed` is what the looks say, `mode` what a person said. `began_ms` is the first failed look of a suspicion.

    `downs` are the moments of the last confirmed outages, by which flapping is told.
    """

    believed: State = State.UNKNOWN
    mode: Mode = Mode.WATCHED
    since_ms: int = 0
    began_ms: int = 0
    looked_ms: int = 0
    reason: str = ""
    voices: dict[str, Voice] = msgspec.field(default_factory=dict)
    downs: tuple[int, ...] = ()
    is_flapping: bool = False

    @property
    def state(self) -> State:
        """What pages show."""
        if self.mode is Mode.PAUSED:
            return State.PAUSED
        return State.MAINTENANCE if self.mode is Mode.MAINTENANCE else self.believed


class Turn(StrEnum):
    """What happened to a monitor. `down` and `flapping` shout; `recovered`, `steady` end what they shouted."""

    SUSPECTED = "suspected"
    CLEARED = "cleared"
    DOWN = "down"
    RECOVERED = "recovered"
    DEGRADED = "degraded"
    RESTORED = "restored"
    UNSEEN = "unseen"
    SEEN = "seen"
    FLAPPING = "flapping"
    STEADY = "steady"


class How(StrEnum):
    """How an outage was confirmed."""

    SECOND_PLACE = "second_place"
    SECOND_TRY = "second_try"


@dataclass(frozen=True, slots=True)
class Change:
    """`began_ms` is when the trouble was first seen; `is_quiet` while it flaps or is under maintenance: no shout."""

    turn: Turn
    at_ms: int
    began_ms: int
    reason: str = ""
    how: How | None = None
    places: tuple[str, ...] = ()
    is_quiet: bool = False


Step = tuple[Standing, tuple[Change, ...]]
