"""What a rule is: a law, a standard or a name for several; whom it binds, what it asks of staff, what is misread."""

from dataclasses import dataclass
from enum import StrEnum

from rempart.people.core.case import Told
from rempart.people.core.lesson import Source


class Sort(StrEnum):
    """Where its force comes from."""

    LAW = "law"
    STANDARD = "standard"
    WORD = "word"  # letters that stand for more than one thing


class Numbering(StrEnum):
    """What the numbers before its claims are called."""

    ARTICLE = "article"
    CLAUSE = "clause"
    REQUIREMENT = "requirement"
    MIXED = "mixed"  # the number says itself what it is


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that it asks of people at work; `at` is the article, the same in every language."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one language. `binds_if` holds groups of questions (`in_eu+listed_sector`): it is likely to bind who says
    yes to all of one group."""

    id: str
    language: str
    title: str
    summary: str
    order: int
    sort: Sort
    numbering: Numbering
    official: str
    since: str
    binds_if: tuple[tuple[str, ...], ...]
    rows: tuple[str, ...]
    threats: tuple[str, ...]
    controls: tuple[str, ...]
    lessons: tuple[str, ...]
    review: tuple[str, ...]
    sources: tuple[Source, ...]
    what: str
    binds: tuple[str, ...]
    asks: tuple[Claim, ...]
    tomorrow: tuple[str, ...]
    misread: tuple[Told, ...]
