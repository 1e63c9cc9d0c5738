"""What a package says it is: its title, its parts in their order, how long it takes, what passing asks for."""

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_PARTS = 60  # what a learner starts apart; most packages have one
MAX_TITLE = 200
MAX_DATA = 4_096  # launch data; SCORM 1.2 asks for 4,096 characters
MAX_MINUTES = 240  # of one package: what says more is a programme
DEFAULT_MINUTES = 20  # where a package does not say how long it takes
_SPAN = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?\Z")
_CLOCK = re.compile(r"(\d{2,4}):(\d{2}):(\d{2})(?:\.\d+)?\Z")


class Kind(StrEnum):
    """The standard that it is written to."""

    SCORM12 = "scorm12"
    SCORM2004 = "scorm2004"
    CMI5 = "cmi5"


class Refused(ValueError):
    """A package that is not taken in: a stable code, and what it is about."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail[:200]


@dataclass(frozen=True, slots=True)
class Part:
    """What is started apart. `path` is a file of the package, `query` what follows its name; `passing` is the score from
    which it is passed (0..100 in SCORM 1.2, 0..1 elsewhere), empty where nothing is asked."""

    id: str
    title: str
    path: str
    query: str = ""
    data: str = ""
    passing: str = ""
    moves_on: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """`minutes` is 0 where the package does not say."""

    kind: Kind
    version: str
    title: str
    minutes: int
    parts: tuple[Part, ...]


def minutes_of(span: str) -> int:
    """ISO 8601 (PT20M) or SCORM 1.2's clock (00:20:00); 0 for anything else, and for what is longer than a lesson."""
    if found := _SPAN.match(span.strip()):
        days, hours, minutes, seconds = (int(one or 0) for one in found.groups())
    elif found := _CLOCK.match(span.strip()):
        days, (hours, minutes, seconds) = 0, (int(one) for one in found.groups())
    else:
        return 0
    whole = round(days * 1440 + hours * 60 + minutes + seconds / 60)
    return whole if 0 < whole <= MAX_MINUTES else 0


def cut(text: str, most: int) -> str:
    """One line of it, at most that long."""
    return " ".join(text.split())[:most]
