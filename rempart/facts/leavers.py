"""How fast leavers lost their access, measured by Rempart itself (JML-01, JML-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class Leavers(Fact, frozen=True, kw_only=True):
    """Of the last `span_days`. Times run from the later of the personnel system's word and the leaving moment.

    `open` still have access in a connected system, or nobody can tell; `by_hand` were entered by a person, the others
    came from the identity or personnel system; `systems` are connected besides this console. None = nobody to measure.
    """

    kind: ClassVar[str] = "lifecycle.leavers"

    span_days: int
    leavers: int
    open: int
    by_hand: int
    systems: int
    median_ms: int | None
    worst_ms: int | None
