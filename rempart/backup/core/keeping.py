"""How long snapshots are kept: restic's own policy, in our words."""

from dataclasses import dataclass

MAX = 1_000  # of each kind
KEPT = "rempart-archive"  # what a person brought in goes by no policy: its moment is long past on the day it comes


@dataclass(frozen=True, slots=True)
class Keep:
    """How many of each: the newest of that many hours, days, weeks, months. Zero keeps none of that kind."""

    hourly: int = 24
    daily: int = 14
    weekly: int = 8
    monthly: int = 12

    def flags(self) -> list[str]:
        """For `restic forget`. The newest one always stays, whatever somebody typed."""
        kinds = {"hourly": self.hourly, "daily": self.daily, "weekly": self.weekly, "monthly": self.monthly}
        wanted = [(kind, count) for kind, count in kinds.items() if count > 0]
        return [
            "--keep-last",
            "1",
            "--keep-tag",
            KEPT,
            *(word for kind, count in wanted for word in (f"--keep-{kind}", str(min(count, MAX)))),
        ]
