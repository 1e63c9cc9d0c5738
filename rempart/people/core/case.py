"""What a case is: what happened, how, whom it touched, why, what helps, and what is often told otherwise (CASE-1..10)."""

from dataclasses import dataclass
from enum import StrEnum

from rempart.people.core.lesson import Source


class Kind(StrEnum):
    """How far it is known. A scenario is invented, or could not be traced, and every page of it says so."""

    DOCUMENTED = "documented"
    PARTLY_CONFIRMED = "partly_confirmed"
    SCENARIO = "scenario"


class Side(StrEnum):
    """From where it comes; the first four are those of CASE-9."""

    SUPPLIERS = "suppliers"
    INSIDER = "insider"
    THIRD_PARTY_COMPONENT = "third_party_component"
    EVERYDAY_TOOL = "everyday_tool"
    DEPENDENCY = "dependency"
    EXTORTION = "extortion"
    IMPERSONATION = "impersonation"
    TRENDS = "trends"


FOUR_SIDES = (Side.SUPPLIERS, Side.INSIDER, Side.THIRD_PARTY_COMPONENT, Side.EVERYDAY_TOOL)


class Aspect(StrEnum):
    """One frame of three (CASE-10): each defence is one of them, and none holds alone."""

    TECHNOLOGY = "technology"
    PROCESS = "process"
    CULTURE = "culture"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what happened. `when` is a moment (`2025-11-18 11:05 UTC`), or words: not disclosed, Day 2."""

    when: str
    text: str

    @property
    def is_dated(self) -> bool:
        """A day in the world, rather than of a scenario or of nobody's knowledge."""
        return self.when[:4].isdigit()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands below it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Defence:
    """What helps; `control` is one of the level model."""

    control: str
    aspect: Aspect
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is often said, and what the sources say."""

    said: str
    truth: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case in one language. `circles` are the organisation, its customers and partners, everybody else; their titles
    stand in English in the file and are the page's own words."""

    id: str
    language: str
    title: str
    summary: str
    order: int
    kind: Kind
    side: Side
    rows: tuple[str, ...]
    threats: tuple[str, ...]
    controls: tuple[str, ...]
    lessons: tuple[str, ...]
    drills: tuple[str, ...]
    review: tuple[str, ...]
    sources: tuple[Source, ...]
    events: tuple[Event, ...]
    technique: str
    circles: tuple[Chapter, ...]
    causes: tuple[Chapter, ...]
    defences: tuple[Defence, ...]
    told: tuple[Told, ...]
    for_you: tuple[str, ...]
    talk: tuple[str, ...]
