"""How regularly a site is backed up, measured by the vault on its own snapshots (BAK-01, BAK-03, BAK-05)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class BackupRun(Fact, frozen=True, kw_only=True):
    """Of the newest snapshot: its age when this was seen, and what it holds. `tables` is None where the site has no
    database. `worst_gap_s` is the longest time between two snapshots within the last `span_s`, which is at most a day.
    Copies and media count the site itself; `offline` are places that no network reaches, or in which the account that
    writes was refused when it tried to delete."""

    kind: ClassVar[str] = "backup.run"

    every_s: int
    age_s: int
    files: int
    tables: int | None
    rows: int
    places: int
    span_s: int
    worst_gap_s: int
    copies: int
    media: int
    elsewhere: int
    offline: int
