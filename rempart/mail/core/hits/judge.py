"""Machine or person: each hit gets the verdict of its visit, with the signs that held."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rempart.mail.core.hits.arrived import Kind
from rempart.mail.core.hits.signs import CROWD_MS, NEEDED, SIGNS, Around
from rempart.mail.core.hits.touch import Touch, Visit, visits


class By(StrEnum):
    """Who was at work. `unverified` is a fetched picture: it says nothing of anybody and is in no figure."""

    MACHINE = "machine"
    HUMAN = "human"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Judged:
    """`reasons` are ids of signs, in their order."""

    by: By
    reasons: tuple[str, ...] = ()


def weigh(visit: Visit, around: Around) -> Judged:
    """One visit."""
    held = [sign for sign in SIGNS if sign.holds(visit, around)]
    is_machine = any(sign.decides for sign in held) or sum(sign.weight for sign in held) >= NEEDED
    return Judged(By.MACHINE if is_machine else By.HUMAN, tuple(sign.id for sign in held))


def judge(
    touches: Sequence[Touch],
    delivered: Mapping[int, int],
    *,
    own: Collection[str] = (),
    known: Mapping[int, frozenset[str]] | None = None,
) -> dict[Touch, Judged]:
    """All hits of one campaign together. `delivered` by message; `own` are networks that the organisation names as its
    own; `known` the browsers that a message's person used in earlier campaigns."""
    found = {one: Judged(By.UNVERIFIED) for one in touches if one.kind is Kind.OPEN}
    real = [one for one in touches if one.kind is not Kind.OPEN]
    crowds = _Crowds(real)
    for visit in visits(real):
        first = visit.first
        around = Around(
            delivered.get(first.message),
            crowds.around(first),
            first.network in own,
            (known or {}).get(first.message, frozenset()),
        )
        said = weigh(visit, around)
        found.update(dict.fromkeys(visit.touches, said))
    return found


class _Crowds:
    """How many mails a network touched around a moment."""

    def __init__(self, touches: Sequence[Touch]) -> None:
        self._bins: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
        for one in touches:
            self._bins[one.network, one.at_ms // CROWD_MS].add(one.message)

    def around(self, touch: Touch) -> int:
        """Counted in whole spans of time: the same in any order, and quick for many."""
        return len(self._bins[touch.network, touch.at_ms // CROWD_MS])
