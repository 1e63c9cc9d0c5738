"""Which drills of the room an organisation held in the last year (AWR-05, SOC-03)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class Exercises(Fact, frozen=True, kw_only=True):
    """Of the last `span_days`, drills that were held to their end, marked while the clock ran.

    `kinds` are their ids, each once, in order. `table_top_days` is how long ago the newest table-top with the role of the
    host was held, `None` = never in that time; `table_top_better` how many things it left to become better.
    """

    kind: ClassVar[str] = "people.exercises"

    span_days: int
    kinds: tuple[str, ...]
    held: int
    people: int
    table_top_days: int | None
    table_top_better: int
