"""What a played drill is: roles, a course of events by the clock, what good looks like, what is talked about afterwards.

The mail drill and the fire drill of a site are not among them: those are held by the machine (AWR-05, AWR-10).
"""

from dataclasses import dataclass

from rempart.people.core.lesson import Source


@dataclass(frozen=True, slots=True)
class Role:
    """One card: who somebody plays, and what that person alone knows."""

    id: str
    name: str
    card: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What happens after so many minutes, and what the facilitator alone reads beside it."""

    minute: int
    text: str
    beside: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that can be seen in the room: ticked by the facilitator at the moment it happens, of the group and of nobody."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One drill in one language. `minutes` of play; `fewest` and `most` people in the room."""

    id: str
    language: str
    title: str
    summary: str
    order: int
    minutes: int
    fewest: int
    most: int
    rows: tuple[str, ...]
    threats: tuple[str, ...]
    controls: tuple[str, ...]
    lessons: tuple[str, ...]
    review: tuple[str, ...]
    sources: tuple[Source, ...]
    purpose: str
    before: tuple[str, ...]
    limits: tuple[str, ...]
    roles: tuple[Role, ...]
    course: tuple[Turn, ...]
    marks: tuple[Mark, ...]
    afterwards: tuple[str, ...]

    def due(self, minute: float) -> list[Turn]:
        """What has happened by then."""
        return [turn for turn in self.course if turn.minute <= minute]

    def next(self, minute: float) -> Turn | None:
        """What happens after that; None at the end."""
        return next((turn for turn in self.course if turn.minute > minute), None)

    def form(self) -> tuple[object, ...]:
        """The same in each language."""
        return (
            self.order, self.minutes, self.fewest, self.most, self.rows, self.threats, self.controls, self.lessons,
            [role.id for role in self.roles], [turn.minute for turn in self.course], [mark.id for mark in self.marks],
            [(one.id, one.date, one.address) for one in self.sources], len(self.before), len(self.limits), len(self.afterwards),
        )  # fmt: skip
