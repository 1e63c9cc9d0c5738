"""How far somebody is in a programme. What is not written yet is never done, and nobody is reminded of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`there` lessons of the path exist, of which `done` are taken; `planned` do not exist yet."""

    minutes: int
    required: int
    there: int
    done: int
    planned: int

    @property
    def is_reached(self) -> bool:
        """The hours that are asked for."""
        return self.minutes >= self.required

    @property
    def is_at_its_end(self) -> bool:
        """Nothing is left that could be done today: the hours are reached, or every lesson that exists is taken."""
        return self.is_reached or self.done >= self.there

    @property
    def share(self) -> int:
        """Percent of the hours, at most 100."""
        return min(100, self.minutes * 100 // self.required) if self.required else 100


def progress(
    path: Sequence[str], written: Collection[str], taken: Mapping[str, int], seat_minutes: int, required: int
) -> Progress:
    """`taken`: minutes that count, by lesson; only those of the path are looked at."""
    there = [one for one in dict.fromkeys(path) if one in written]
    done = [one for one in there if taken.get(one, 0) > 0]
    minutes = sum(taken[one] for one in done) + seat_minutes
    return Progress(minutes, required, len(there), len(done), len(set(path)) - len(there))
