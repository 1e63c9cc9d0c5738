"""Three copies, two kinds of media, one elsewhere, one out of reach: counted, never assumed (BAK-08)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """One place with a fresh snapshot. `is_elsewhere`: another building; `is_offline`: no network reaches it, or what
    reaches it cannot delete there (tried, not believed)."""

    medium: str
    is_elsewhere: bool
    is_offline: bool


@dataclass(frozen=True, slots=True)
class Count:
    """The site itself is the first copy."""

    copies: int
    media: int
    elsewhere: int
    offline: int

    @property
    def stands(self) -> bool:
        """On three, two and one."""
        return self.copies >= 3 and self.media >= 2 and self.elsewhere >= 1 and self.offline >= 1


def count(places: Iterable[Copy], site_medium: str = "disk") -> Count:
    """Of one site, over the places that hold a fresh snapshot."""
    held = list(places)
    media = {site_medium, *(one.medium for one in held)}
    return Count(1 + len(held), len(media), sum(one.is_elsewhere for one in held), sum(one.is_offline for one in held))
