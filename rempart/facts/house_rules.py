"""How many people confirmed the house's own rules within the year (COMP-06, IR-01, IR-02, AWR-27)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class HouseRules(Fact, frozen=True, kw_only=True):
    """Of the rules in force, each in its newest version.

    `kinds` are what they are about, each once, in order: disclosure, law, own, reporting, secrecy. `confirmed` is how many
    of the `people` whom the organisation names confirmed every one of them in the last `span_days`, with its question.
    """

    kind: ClassVar[str] = "people.house_rules"

    span_days: int
    kinds: tuple[str, ...]
    rules: int
    people: int
    confirmed: int
