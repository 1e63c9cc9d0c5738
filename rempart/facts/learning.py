"""How much the people of an organisation learnt here in the last year (AWR-01, AWR-13)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class Learning(Fact, frozen=True, kw_only=True):
    """Of the last `span_days`, lessons that count, each once a person, and sessions attended.

    `people` are those whom the organisation names; `with_one` of them took one lesson at least, `reached` took the
    `year_minutes` that are asked for. `median_minutes` is over all of `people`; None = nobody is named.
    """

    kind: ClassVar[str] = "people.learning"

    span_days: int
    people: int
    with_one: int
    reached: int
    year_minutes: int
    median_minutes: int | None
