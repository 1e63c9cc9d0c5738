"""A hit as the rules see it, and a visit: what one browser did with one mail in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rempart.mail.core.hits.arrived import Kind

VISIT_GAP_MS = 30 * 60_000  # a longer pause is another visit


@dataclass(frozen=True, slots=True)
class Touch:
    """`message` is any key of the mail; `network` any name of where it came from, the same for neighbours."""

    message: int
    kind: Kind
    link: int
    method: str
    at_ms: int
    network: str
    family: str
    is_tool: bool
    is_cloud: bool
    is_ahead: bool  # fetched before anybody asked for it, as the browser itself says


@dataclass(frozen=True, slots=True)
class Visit:
    """In order of time; at least one."""

    touches: tuple[Touch, ...]

    @property
    def first(self) -> Touch:
        """Where it began."""
        return self.touches[0]

    def has(self, *kinds: Kind) -> bool:
        """Was one of these asked for?"""
        return any(one.kind in kinds for one in self.touches)


def visits(touches: Iterable[Touch]) -> list[Visit]:
    """By mail, network and family of browser, parted by long pauses."""
    by: dict[tuple[int, str, str], list[Touch]] = {}
    for one in touches:
        by.setdefault((one.message, one.network, one.family), []).append(one)
    found: list[Visit] = []
    for group in by.values():
        found += _parted(sorted(group, key=lambda one: one.at_ms))
    return found


def _parted(group: Sequence[Touch]) -> list[Visit]:
    found: list[list[Touch]] = []
    for one in group:
        if found and one.at_ms - found[-1][-1].at_ms <= VISIT_GAP_MS:
            found[-1].append(one)
        else:
            found.append([one])
    return [Visit(tuple(part)) for part in found]
