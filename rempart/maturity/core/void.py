"""Changes after which older evidence no longer speaks (a site moved, a plug-in was updated)."""

from collections.abc import Iterable

import msgspec

from rempart.maturity.core.control import Control
from rempart.terms.reference import FactRef


class Void(msgspec.Struct, frozen=True, kw_only=True):
    """`change` is one of the names that controls list in `voided_by`; all evidence up to `at_ms` is void."""

    change: str
    at_ms: int
    ref: FactRef | None = None


def void_until(control: Control, voids: Iterable[Void], now_ms: int) -> int:
    """The moment up to which evidence of this control is void; -1 when nothing happened."""
    return max((v.at_ms for v in voids if v.change in control.voided_by and v.at_ms <= now_ms), default=-1)
