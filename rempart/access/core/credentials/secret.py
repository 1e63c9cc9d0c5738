"""A secret found in a file, and what there is to say of it."""

from dataclasses import dataclass, field
from enum import StrEnum

FILE_MAX_BYTES = 262_144  # a settings file has a few KB; a larger one is something else
SECRETS_MAX = 2_000  # of one file
VALUE_MAX = 4_096  # characters judged of one secret


class Unreadable(ValueError):
    """The file is of no form that can be read here; the message says why, without its content."""


class Fault(StrEnum):
    """What is wrong with a secret."""

    EMPTY = "empty"
    DEFAULT = "default"  # as the program was shipped
    BREACHED = "breached"  # in a list of leaked ones
    WEAK = "weak"  # few guesses reach it
    REUSED = "reused"  # the same in two places


@dataclass(frozen=True, slots=True)
class Secret:
    """`value` is never printed: it stays out of the representation, so of every message and trace too."""

    name: str
    line: int
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Read:
    """Everything of one file. `near` are names that a guesser would try first: user, database, host."""

    secrets: tuple[Secret, ...]
    near: frozenset[str] = field(default=frozenset(), repr=False)
    elsewhere: int = 0  # secrets that stand in the environment or a call, not in this file


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where; nothing of the secret itself. `also` names the second place of a reused one."""

    fault: Fault
    place: str
    name: str
    line: int
    also: str = ""
