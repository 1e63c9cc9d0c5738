"""Targets for recovery against what restores and fire drills really took (BCP-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class BackupTargets(Fact, frozen=True, kw_only=True):
    """Of each site with both targets the worst of its last three counts, restores and fire drills together; `restores` and
    `drills` say how many of either were counted. `untried` have targets and neither in the last 30 days."""

    kind: ClassVar[str] = "backup.targets"

    sites: int
    with_targets: int
    met: int
    missed: int
    untried: int
    restores: int = 0
    drills: int = 0
