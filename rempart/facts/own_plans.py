"""How many people of an organisation have a plan and a test of their own (AWR-19, AWR-21). Counts only: never what is in it."""

from typing import ClassVar

from rempart.facts.fact import Fact


class OwnPlans(Fact, frozen=True, kw_only=True):
    """Of the last `span_days`. `people` are those whom the organisation names; `planned` of them filled in a self-assessment
    here, `tested` took a test after lessons, read at a reader's pace, whatever its result; what they did not know came onto
    their plan."""

    kind: ClassVar[str] = "people.plans"

    span_days: int
    people: int
    planned: int
    tested: int
