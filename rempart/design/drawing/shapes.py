"""What the drawings take: plain values, already in the language of the page."""

from dataclasses import dataclass
from enum import StrEnum

from rempart.terms.level import Dimension


class Look(StrEnum):
    """How a stone is drawn; one more than there are states, because proven stones can be loose or attested."""

    MET = "met"
    MET_AHEAD = "met_ahead"
    ATTESTED = "attested"
    CLAIMED = "claimed"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    CONTRADICTED = "contradicted"
    STALE = "stale"
    UNKNOWN = "unknown"
    ERROR = "error"
    NOT_APPLICABLE = "not_applicable"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class StoneShape:
    """One control as a stone. `word` is its state in the page's language; `href` leads to its page."""

    id: str
    title: str
    dimension: Dimension
    level: int
    mandatory: bool
    state: str
    look: Look
    href: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Heights:
    """The numbers of one dimension. `needed` None = no profile yet; `names` are the five courses, lowest first."""

    proven: int
    claimed: int
    needed: int | None
    names: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The few words written into the wall; `of` has the slots {met} and {all}."""

    wall: str
    wall_under: str
    watch: str
    watch_under: str
    proven: str
    claimed: str
    needed: str
    of: str
    advice: str
    below: str
    lab: str


@dataclass(frozen=True, slots=True)
class WallPicture:
    """Everything the wall shows. `is_lab` stamps it and takes flags and claimed lines away."""

    stones: tuple[StoneShape, ...]
    wall: Heights
    watch: Heights
    words: Words
    is_lab: bool = False


SOLID = frozenset({Look.MET, Look.MET_AHEAD, Look.ATTESTED})
STANDING = SOLID | {Look.NOT_APPLICABLE}  # what counts towards "8 of 17"
