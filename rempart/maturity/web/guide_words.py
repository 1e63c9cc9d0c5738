"""The guide's comparison of hosts and the figures it quotes, in the language of the page."""

from dataclasses import dataclass

from rempart.design.formats import spaced
from rempart.maturity.core.hosting_kinds import Comparison
from rempart.maturity.core.survey import Figure
from rempart.registry.discover import discover
from rempart.registry.texts import localised

COMPARISONS, SURVEYS = "rempart.maturity.comparisons", "rempart.maturity.surveys"


@dataclass(frozen=True, slots=True)
class RowText:
    """A row of the comparison: the unit, and its words."""

    unit: Comparison
    feature: str
    generic: str
    wordpress: str
    question: str


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure the guide quotes, what to mind about it, and how far it could be checked."""

    unit: Figure
    statement: str
    caution: str


def comparison_rows(language: str) -> list[RowText]:
    """The seven rows in the guide's order."""
    units = sorted(discover(COMPARISONS, Comparison).values(), key=lambda unit: unit.position)
    return [
        RowText(unit, *(_text(COMPARISONS, unit, language, name) for name in RowText.__slots__[1:])) for unit in units
    ]


def figures(language: str) -> list[FigureText]:
    """All of them, in the order of the guide's lines."""
    units = sorted(discover(SURVEYS, Figure).values(), key=lambda unit: (unit.source_line, unit.id))
    return [
        FigureText(unit, *(_text(SURVEYS, unit, language, name) for name in ("statement", "caution"))) for unit in units
    ]


def _text(package: str, unit: Comparison | Figure, language: str, name: str) -> str:
    return spaced(str(localised(package, unit, language, name)), language)
