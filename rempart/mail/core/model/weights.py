"""The model as it is shipped, and as an operator trained it: read from a plain file, never executed."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Model:
    """`name` says where it comes from; numbers are in log-odds."""

    name: str = "none"
    words: dict[str, float] = field(default_factory=dict, repr=False)


def shipped() -> Model:
    """The model that comes with Rempart; read once."""
    raise NotImplementedError


def of_file(file: Path) -> Model:
    """Raises OSError, BadModel."""
    raise NotImplementedError
