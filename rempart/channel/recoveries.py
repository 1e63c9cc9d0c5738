"""The form in which an area that brings sites back says how long it took, to the one that counts it against the targets.

One file each in `<area>/recoveries/<id>.py` with `UNIT = Recoveries(...)`, found across areas. Nothing here knows Django.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recovery:
    """One time that a site was brought back, or was to be. `rto_s` until it worked again, a person's time included where
    one was asked; `rpo_s` the age of the data; None where it did not come back."""

    ended_at_ms: int
    rto_s: int | None
    rpo_s: int | None

    def is_within(self, rto_s: int, rpo_s: int) -> bool:
        """Did it meet the targets? One that did not come back met nothing."""
        return self.rto_s is not None and self.rpo_s is not None and self.rto_s <= rto_s and self.rpo_s <= rpo_s


@dataclass(frozen=True, slots=True)
class Recoveries:
    """`id` is the file's name. `last(site_uid, since_ms, most)` gives those that ended since then, newest first."""

    id: str
    last: Callable[[str, int, int], Sequence[Recovery]]
