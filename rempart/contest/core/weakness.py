"""The form of a weakness: what it leaves on a site, how it is seen open, what it teaches.

Harmless by construction: it gives away its flag and nothing else, and lets nobody run anything. One file each in
`weaknesses/<id>.py` with `UNIT = Weakness(...)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from rempart.channel.copies import Answer
from rempart.terms.words import Words

POINTS: Mapping[int, int] = {1: 10, 2: 20, 3: 30}  # by level: three are easy, medium, hard


class Ask(Protocol):
    """One request to the site as any visitor sends it."""

    def __call__(
        self, path: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Planting:
    """What is laid down: files below the web root, PHP run once with WordPress loaded, and a part of the shop's plug-in."""

    files: Mapping[str, str] = field(default_factory=dict)
    php: str = ""
    part: str = ""


def _always(ask: Ask) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Weakness:
    """`is_open` looks from outside, as an attacker would, for the flag; `works` looks whether what the site is there for
    still goes. `switch` names the setting of the shop that closes it, where it is one. `control`, `threat` and `lesson` are
    ids of the model and of the lessons."""

    id: str
    level: int
    title: Words
    teaches: Words
    hint: Words
    control: str
    threat: str
    lesson: str
    plant: Callable[[str], Planting]
    is_open: Callable[[Ask, str], bool]
    works: Callable[[Ask], bool] = _always
    switch: Words | None = None

    @property
    def points(self) -> int:
        """For finding it once, or for keeping it closed all the time."""
        return POINTS[self.level]


def shows(ask: Ask, path: str, text: str) -> bool:
    """Does a plain visitor read `text` there?"""
    answer = ask(path)
    return answer.status == 200 and text.encode() in answer.body
