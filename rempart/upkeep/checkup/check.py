"""The result of one check-up question."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

CheckState = Literal["ok", "advice", "unknown", "failed"]


class Check(msgspec.Struct, frozen=True):
    """`fix` says what to do; None where nothing is to be done. Only `failed` fails the whole."""

    id: str
    state: CheckState
    reason: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` gets the data folder; `id` is the file's name. Django is set up; nothing it finds may raise."""

    id: str
    ask: Callable[[Path], Check]
