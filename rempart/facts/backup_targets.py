"""Targets for recovery against what restores really took (BCP-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class BackupTargets(Fact, frozen=True, kw_only=True):
    """Of each site with both targets the worst of its last three timed restores counts. `untried` have targets and no
    restore of the last 30 days."""

    kind: ClassVar[str] = "backup.targets"

    sites: int
    with_targets: int
    met: int
    missed: int
    untried: int
