"""Whether updates of a site are really tried on a copy before they go live (STG-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class UpdatesPractice(Fact, frozen=True, kw_only=True):
    """Counts of the last `days`. `held_back` trials found something broken; `applied` went live through us, all after a
    trial, `returned` of them went back by themselves. `passed_by` parts changed on the live site without any trial.

    `newest_age_s`: since the newest trial ended; None = none in that time. `parts_seen` are plug-ins, themes and the core
    whose versions are known; None = nobody could look, so nothing is known of changes that passed us by.
    """

    kind: ClassVar[str] = "updates.practice"

    days: int
    tried: int
    held_back: int
    applied: int
    returned: int
    passed_by: int
    newest_age_s: int | None
    parts_seen: int | None
