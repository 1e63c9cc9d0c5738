"""Three, two, one over all sites of an organisation, counted by the vault (BAK-08)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class BackupThree(Fact, frozen=True, kw_only=True):
    """`standing` have three copies, two media, one elsewhere and one out of reach, each with a fresh snapshot."""

    kind: ClassVar[str] = "backup.three_two_one"

    sites: int
    standing: int
    without: int
