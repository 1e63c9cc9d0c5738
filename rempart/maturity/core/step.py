"""The form of a level of the wall or a step of the watch: who it is for, and what it leaves open."""

from dataclasses import dataclass

from rempart.terms.level import Dimension, Level


@dataclass(frozen=True, slots=True)
class Step:
    """Texts of one level; `source_lines` are lines of the French guide, `residual` what it does not stop."""

    id: str
    dimension: Dimension
    level: Level
    name: str
    for_whom: str
    protects: tuple[str, ...]
    residual: tuple[str, ...]
    hidden_cost: str
    questions: tuple[str, ...]
    source_lines: tuple[int, ...]
