"""The self-assessment (AWR-21): what somebody answers about their own day leads to where they should look twice.

Nothing is right or wrong here: an answer only says which of the lessons is worth more to this person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rempart.registry.discover import discover
from rempart.terms.words import Words

UNITS = "rempart.people.asked"
STRONG, SOME = 4, 2  # sums of weights: one answer alone is at most "some"


class Part(StrEnum):
    """What the questions are about."""

    HANDLE = "handle"
    DEVICES = "devices"
    HABITS = "habits"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `weighs`: by lesson, how much it speaks for taking it, 1 to 3."""

    id: str
    text: Words
    weighs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; its place among the others is `order`."""

    id: str
    part: Part
    order: int
    ask: Words
    options: tuple[Option, ...]

    def option(self, name: str) -> Option | None:
        """None for one that it does not have."""
        return next((one for one in self.options if one.id == name), None)


@dataclass(frozen=True, slots=True)
class Risk:
    """Where to look twice: a lesson, how much speaks for it, and the questions whose answers did."""

    lesson: str
    weight: int
    because: tuple[str, ...]

    @property
    def is_strong(self) -> bool:
        """Do several answers, or two heavy ones, point there?"""
        return self.weight >= STRONG


def questions() -> tuple[Asked, ...]:
    """In their order."""
    return tuple(sorted(discover(UNITS, Asked).values(), key=lambda one: one.order))


def risks(asked: Iterable[Asked], answers: Mapping[str, str]) -> tuple[Risk, ...]:
    """The heaviest first, those with the same weight by name. An answer that nobody offers says nothing."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for one in asked:
        option = one.option(answers.get(one.id, ""))
        for lesson, weight in (option.weighs if option else {}).items():
            sum_, because = found.get(lesson, (0, ()))
            found[lesson] = (sum_ + weight, (*because, one.id))
    made = [Risk(lesson, weight, because) for lesson, (weight, because) in found.items() if weight >= SOME]
    return tuple(sorted(made, key=lambda one: (-one.weight, one.lesson)))
