"""Does it pay? Poisson frequency x lognormal loss over three years, against what the plan costs (ROI-01..06)."""

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from rempart.maturity.core.draws import (
    Numbers,
    lognormal,
    lognormal_mean,
    pert,
    pert_mean,
    rank_correlation,
    uniform,
)
from rempart.maturity.core.economy import Economy
from rempart.maturity.core.worth import Input, Plan
from rempart.terms.money import Money

DRAWS = 100_000
YEARS = 3
RANKED = 10_000  # futures looked at for the strength of the inputs; ranks need no more
STRONGEST = 5
GAINS = ("gain.search_ranking", "gain.contracts", "gain.focus")  # never part of a sum (ROI-04)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A plan to weigh: the share of all losses it takes away, what it costs a year, and work once."""

    economy: Economy
    effect: Input
    cost_year: Input
    work: Input
    cleanup_factor: float = 1.0
    hours_factor: float = 1.0


class _Futures(NamedTuple):
    loss: Numbers  # (draws, years)
    saved: Numbers
    cost: Numbers
    inputs: dict[str, Numbers]


def returns(case: Case, *, seed: int = 0, draws: int = DRAWS) -> Plan:
    """The same seed gives the same plan, digit for digit."""
    futures = _play(case, np.random.default_rng(seed), draws)
    today = futures.loss[:, 0]
    saved, cost = futures.saved.cumsum(axis=1), futures.cost.cumsum(axis=1)
    pays_3y = float((saved[:, -1] > cost[:, -1]).mean())
    cost_year, saved_year = float(cost[:, -1].mean()) / YEARS, float(saved[:, -1].mean()) / YEARS
    say = _sentence(cost_year, saved_year, pays_3y)
    currency = case.economy.currency
    return Plan(
        mean=money(float(today.mean()), currency),
        p50=money(float(np.quantile(today, 0.5)), currency),
        p95=money(float(np.quantile(today, 0.95)), currency),
        cost_year=money(cost_year, currency),
        saved_year=money(saved_year, currency),
        chance_any_loss=float((today > 0).mean()),
        pays_1y=float((saved[:, 0] > cost[:, 0]).mean()),
        pays_3y=pays_3y,
        break_even_chance=_break_even(case, cost_year),
        inputs=_strongest(case, futures, saved[:, -1] - cost[:, -1]),
        gains=GAINS,
        say=say,
        values={
            "chance": round(pays_3y * 100),
            "cost": _printed(cost_year, currency),
            "saved": _printed(saved_year, currency),
        },
    )


class Spread(NamedTuple):
    """Net results after three years: counts of equal steps from `low` to `high`, outliers in the last steps."""

    counts: tuple[int, ...]
    low: float
    high: float


def spread(case: Case, *, seed: int = 0, draws: int = RANKED, steps: int = 24) -> Spread:
    """The same futures as `returns`, as a histogram; the ends hold what lies beyond 1 and 99 of 100."""
    futures = _play(case, np.random.default_rng(seed), draws)
    net = futures.saved.sum(axis=1) - futures.cost.sum(axis=1)
    low, high = (float(x) for x in np.quantile(net, (0.01, 0.99)))
    low, high = min(low, 0.0), max(high, 1.0)
    counts, _edges = np.histogram(np.clip(net, low, high), bins=steps, range=(low, high))
    return Spread(tuple(int(count) for count in counts), low, high)


def _play(case: Case, chance: np.random.Generator, draws: int) -> _Futures:
    """`draws` futures of three years: how often it happens, what each time costs, what the plan takes away."""
    world = case.economy
    often, hour = pert(chance, world.incidents, draws), pert(chance, world.revenue_hour, draws)
    share = uniform(chance, case.effect, draws)
    price, work = pert(chance, case.cost_year, draws), pert(chance, case.work, draws)
    wage = pert(chance, world.hour_of_work, draws)
    counts = chance.poisson(often[:, None], (draws, YEARS)).ravel()
    place = np.repeat(np.arange(draws * YEARS), counts)
    future = place // YEARS
    clean = lognormal(chance, world.cleanup, len(place)) * case.cleanup_factor
    hours = pert(chance, world.hours_down, len(place)) * case.hours_factor
    each = clean + hours * hour[future]
    loss: Numbers = np.bincount(place, weights=each, minlength=draws * YEARS).reshape(draws, YEARS).astype(np.float64)
    cost = np.repeat(price[:, None], YEARS, axis=1)
    cost[:, 0] += work * wage
    inputs = {
        world.incidents.id: often,
        world.cleanup.id: _mean_each(future, clean, draws),
        world.hours_down.id: _mean_each(future, hours, draws),
        world.revenue_hour.id: hour,
        case.effect.id: share,
        case.cost_year.id: price,
        case.work.id: work,
        world.hour_of_work.id: wage,
    }
    return _Futures(loss, loss * share[:, None], cost, inputs)


def _mean_each(future: NDArray[np.intp], drawn: Numbers, draws: int) -> Numbers:
    """The mean of what was drawn in each future; a future without incidents stands in the middle, not at nothing."""
    times = np.bincount(future, minlength=draws)
    middle = float(drawn.mean()) if len(drawn) else 0.0
    return np.where(times > 0, np.bincount(future, weights=drawn, minlength=draws) / np.maximum(times, 1), middle)


def _strongest(case: Case, futures: _Futures, net: Numbers) -> tuple[Input, ...]:
    world = case.economy
    given = (world.incidents, world.cleanup, world.hours_down, world.revenue_hour, world.hour_of_work)
    ranked = [
        msgspec.structs.replace(
            one, strength=round(abs(rank_correlation(futures.inputs[one.id][:RANKED], net[:RANKED])), 4)
        )
        for one in (*given, case.effect, case.cost_year, case.work)
    ]
    return tuple(sorted(ranked, key=lambda one: (-one.strength, one.id))[:STRONGEST])


def _break_even(case: Case, cost_year: float) -> float | None:
    """The yearly chance of one mean incident at which saved equals spent; None when even a certain one is not enough."""
    removed = mean_loss(case) * (case.effect.low + case.effect.high) / 2
    chance = cost_year / removed if removed > 0 else 2.0
    return chance if chance <= 1 else None


def mean_loss(case: Case) -> float:
    """The mean loss of one incident, without drawing."""
    world = case.economy
    clean = lognormal_mean(world.cleanup) * case.cleanup_factor
    return clean + pert_mean(world.hours_down) * case.hours_factor * pert_mean(world.revenue_hour)


def _sentence(cost_year: float, saved_year: float, pays_3y: float) -> str:
    if cost_year <= 0:
        return "return.free"
    if saved_year <= cost_year:
        return "return.does_not_pay"
    return "return.pays" if pays_3y >= 0.5 else "return.pays_on_average"


def money(amount: float, currency: str) -> Money:
    """Whole cents of an amount in units."""
    return Money(round(amount * 100), currency)


def _printed(amount: float, currency: str) -> str:
    return f"{currency} {amount:,.0f}"
