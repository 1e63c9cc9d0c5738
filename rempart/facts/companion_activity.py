"""What of the users' doings on the site reaches the record (LOG-01)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class CompanionActivity(Fact, frozen=True, kw_only=True):
    """`kinds_seen` of what people do there have arrived since the companion was connected, `hours_recorded` ago.

    `gaps` are stretches of the last 30 days that were gone before they were fetched; `last_event_hours` None = nothing
    has arrived yet.
    """

    kind: ClassVar[str] = "companion.activity"

    kinds_seen: tuple[str, ...]
    hours_recorded: int
    gaps: int
    last_event_hours: int | None
