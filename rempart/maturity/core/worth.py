"""What a plan is worth, as values: filled by returns.py and value.py, printed by document.py."""

from collections.abc import Mapping

import msgspec

from rempart.terms.money import Money


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One input of the model with where it comes from. `strength` 0..1: how far it moves the result.

    `source` is a code of core/plan_sayings.py, or words that were given as they are.
    """

    id: str
    low: float
    likely: float
    high: float
    unit: str
    source: str
    dated: str
    strength: float = 0.0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The return of one plan. `mean`, `p50`, `p95` are today's loss a year; shares are 0..1.

    `break_even_chance` is the yearly chance of one incident from which it pays; None when it removes nothing.
    `gains` are sentence codes, never part of a sum (ROI-04).
    """

    mean: Money
    p50: Money
    p95: Money
    cost_year: Money
    saved_year: Money
    chance_any_loss: float
    pays_1y: float
    pays_3y: float
    break_even_chance: float | None
    inputs: tuple[Input, ...]
    gains: tuple[str, ...]
    say: str
    values: Mapping[str, int | str]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A control by loss removed a year for what it costs in its first year."""

    control: str
    hours: tuple[float, float]
    cost: tuple[Money, Money]
    p5: Money
    p50: Money
    p95: Money


class Worth(msgspec.Struct, frozen=True):
    """The order by value and the return of the plan; plan None = nothing left to do."""

    value: tuple[Value, ...] = ()
    plan: Plan | None = None
