"""The texts of controls, threats and steps in the language of the page, read from the units once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from rempart.design.formats import spaced
from rempart.maturity.core.control import Control
from rempart.maturity.core.step import Step
from rempart.maturity.core.threat import Threat
from rempart.registry.discover import discover
from rempart.registry.texts import localised

CONTROLS, THREATS, STEPS = "rempart.maturity.controls", "rempart.maturity.threats", "rempart.maturity.steps"


@dataclass(frozen=True, slots=True)
class ControlText:
    """What a page says of a control; `can_be_proven` is false while the part that would look does not exist."""

    id: str
    title: str
    why: str
    fix: tuple[str, ...]
    question: str
    hours: tuple[float, float]
    cost_year_minor: tuple[int, int]
    source: str
    threats: tuple[tuple[str, str], ...]
    says: Mapping[str, str]
    can_be_proven: bool
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThreatText:
    """What a page says of a threat."""

    id: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class StepText:
    """What a page says of a level or a step."""

    name: str
    for_whom: str
    protects: tuple[str, ...]
    residual: tuple[str, ...]
    hidden_cost: str
    questions: tuple[str, ...]


class Texts(Protocol):
    """Where presenters get words from; tests hand in their own."""

    def control(self, control: str) -> ControlText: ...
    def threat(self, threat: str) -> ThreatText: ...
    def step(self, dimension: str, level: int) -> StepText: ...


class UnitTexts:
    """The units themselves, in one language (en, fr or zh)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._steps = {(step.dimension.value, int(step.level)): step for step in discover(STEPS, Step).values()}
        self._threats = {threat.id[:3].upper(): threat for threat in discover(THREATS, Threat).values()}
        self._controls = discover(CONTROLS, Control)

    @property
    def ids(self) -> frozenset[str]:
        """Every control there is."""
        return frozenset(self._controls)

    def control(self, control: str) -> ControlText:
        """Raises KeyError for a control that does not exist."""
        unit = self._controls[control]
        return ControlText(
            id=unit.id,
            title=self._text(CONTROLS, unit, "title"),
            why=self._text(CONTROLS, unit, "why"),
            fix=self._list(CONTROLS, unit, "fix"),
            question=self._text(CONTROLS, unit, "question"),
            hours=unit.effort.hours,
            cost_year_minor=unit.effort.cost_year_minor,
            source=unit.source,
            threats=tuple((against.threat, against.part.value) for against in unit.threats),
            says={key: spaced(text, self.language) for key, text in self._any(CONTROLS, unit, "says").items()},
            can_be_proven=bool(unit.needs),
            proofs=tuple(proof.value for proof in unit.proof),
        )

    def threat(self, threat: str) -> ThreatText:
        """By T01 to T25."""
        unit = self._threats[threat[:3].upper()]
        return ThreatText(threat, self._text(THREATS, unit, "title"), self._text(THREATS, unit, "what"))

    def step(self, dimension: str, level: int) -> StepText:
        """A level of the wall, 1 to 5, or a step of the watch."""
        unit = self._steps[dimension, level]
        return StepText(
            name=self._text(STEPS, unit, "name"),
            for_whom=self._text(STEPS, unit, "for_whom"),
            protects=self._list(STEPS, unit, "protects"),
            residual=self._list(STEPS, unit, "residual"),
            hidden_cost=self._text(STEPS, unit, "hidden_cost"),
            questions=self._list(STEPS, unit, "questions"),
        )

    def _any(self, package: str, unit: Any, name: str) -> Any:
        return localised(package, unit, self.language, name)

    def _text(self, package: str, unit: Any, name: str) -> str:
        return spaced(str(self._any(package, unit, name)), self.language)

    def _list(self, package: str, unit: Any, name: str) -> tuple[str, ...]:
        return tuple(spaced(str(text), self.language) for text in self._any(package, unit, name))


@lru_cache(maxsize=3)
def unit_texts(language: str) -> UnitTexts:
    """One per language and process."""
    return UnitTexts(language)
