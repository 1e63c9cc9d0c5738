"""What a lesson is: scenes with decisions and their consequences, what to do tomorrow, questions, sources (AWR-04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a choice is worth; none is called wrong to the person who took it."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `date` is of publication (YYYY, YYYY-MM or YYYY-MM-DD); `read` is when it was seen, empty
    where it was `is_from_memory`."""

    id: str
    title: str
    publisher: str
    date: str
    address: str = ""
    read: str = ""
    is_from_memory: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on; `goal` is the scene that follows."""

    weight: Weight
    text: str
    goal: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What a person sees; without choices it is an end."""

    id: str
    text: str
    ask: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One of a question's answers, with its explanation."""

    text: str
    is_right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """Exactly one answer is right."""

    id: str
    ask: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson in one language. `rows` are acceptance rows; threats, controls and drills are ids of the level model and of
    the kinds of drills."""

    id: str
    language: str
    title: str
    summary: str
    order: int
    minutes: int
    rows: tuple[str, ...]
    threats: tuple[str, ...]
    controls: tuple[str, ...]
    drills: tuple[str, ...]
    begins: str
    situation: str
    review: tuple[str, ...]
    sources: tuple[Source, ...]
    scenes: Mapping[str, Scene]
    tomorrow: tuple[str, ...]
    questions: tuple[Question, ...]

    def ways(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Scenes with the weights and goals of their choices: the same in each language."""
        return [(one.id, [(c.weight.value, c.goal) for c in one.choices]) for one in self.scenes.values()]

    def key(self) -> list[tuple[str, list[bool]]]:
        """Questions with what is right: the same in each language."""
        return [(one.id, [answer.is_right for answer in one.answers]) for one in self.questions]

    def question(self, name: str) -> Question | None:
        """None for one that it does not have."""
        return next((one for one in self.questions if one.id == name), None)
