"""An exercise with an alarm: a person noticed and decided, and a site was brought back, as a copy (BCP-01, BCP-03)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class ContinuityExercise(Fact, frozen=True, kw_only=True):
    """Of one site, for its organisation. `failed_step` is empty where nothing failed; `rto_s` runs from the alarm until the
    site worked again, None where it did not. `updates_tried` and `updates_held_back` on the same copy. What it does not
    show: first steps by hand, reaching people without mail, and anything on the live site."""

    kind: ClassVar[str] = "staging.exercise"

    failed_step: str
    detection_s: int
    decision_s: int
    is_seen_by_another: bool
    rto_s: int | None
    rpo_s: int
    target_rto_s: int | None
    updates_tried: int
    updates_held_back: int
