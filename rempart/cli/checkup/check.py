"""The result of one check-up question."""

from typing import Literal

import msgspec

CheckState = Literal["ok", "advice", "unknown", "failed"]


class Check(msgspec.Struct, frozen=True):
    """`fix` says what to do; None where nothing is to be done. Only `failed` fails the whole."""

    id: str
    state: CheckState
    reason: str
    fix: str | None = None
