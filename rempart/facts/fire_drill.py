"""A fire drill: the newest snapshot brought back as a copy, tried, timed and thrown away (STG-01, BAK-04, BCP-02, BCP-03)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class FireDrill(Fact, frozen=True, kw_only=True):
    """`is_passed`: every step that was done was passed. `updates` and `attack` are passed, failed or skipped. Seconds run
    from the beginning of the drill, `rto_s` from its alarm where it had one; targets are None where nobody has set any; `worst_*` are of the last `counted`
    drills (three at most), None where one of them failed. `attack` is passed when all of it was shown, whatever came
    through. `detection_s` and `decision_s` are a person's, None where nobody was asked; `is_seen_by_another`: not by
    whoever raised the alarm."""

    kind: ClassVar[str] = "staging.drill"

    is_passed: bool
    failed_step: str
    is_masked: bool
    is_without_way_out: bool
    is_closed_to_strangers: bool
    is_destroyed: bool
    pages: int
    media: int
    tables: int
    rows: int
    files: int
    updates: str
    attack: str
    is_by_person: bool
    restored_s: int
    rto_s: int
    rpo_s: int
    target_rto_s: int | None
    target_rpo_s: int | None
    counted: int
    worst_rto_s: int | None
    worst_rpo_s: int | None
    attacks: int = 0
    attacks_stopped: int = 0
    detection_s: int | None = None
    decision_s: int | None = None
    is_seen_by_another: bool = False
