"""The order by value: expected loss removed a year for what it costs; and the plan as one case to weigh."""

from collections.abc import Iterable, Mapping

import numpy as np

from rempart.facts.profile import Profile
from rempart.maturity.core.assessment import Assessment
from rempart.maturity.core.control import Control
from rempart.maturity.core.draws import Numbers, lognormal, lognormal_mean, pert, pert_mean
from rempart.maturity.core.economy import DATED, EFFECTS, LOSSES, MOST, OURS, Economy, economy
from rempart.maturity.core.price import price_year
from rempart.maturity.core.returns import DRAWS, Case, money, returns
from rempart.maturity.core.worth import Input, Value, Worth

VALUE_DRAWS = 4_000  # for an order and three percentiles; the return itself draws 100,000
SHARED = 25  # clean-ups averaged for the expected loss of one future
QUANTILES = (0.05, 0.5, 0.95)


def weigh(
    assessment: Assessment,
    controls: Mapping[str, Control],
    profile: Profile | None = None,
    *,
    given: Economy | None = None,
    seed: int = 0,
    draws: int = DRAWS,
) -> Worth:
    """The order by value of all that is left to do, and the return of the plan to the level aimed at.

    The aim is the needed level, else the next one. `given` replaces the base rates (the sliders of the page).
    """
    world = given or economy(profile)
    left = [controls[step.control] for step in assessment.guide]
    case = plan_case(assessment, controls, world)
    plan = returns(case, seed=seed, draws=draws) if case is not None else None
    return Worth(value=by_value(left, world, seed=seed), plan=plan)


def plan_case(assessment: Assessment, controls: Mapping[str, Control], world: Economy) -> Case | None:
    """What is left to do on the wall up to the level aimed at, as one case; None when nothing is left."""
    aim = max(assessment.wall.needed or 0, assessment.wall.proven + 1)
    left = (controls[step.control] for step in assessment.guide)
    planned = [control for control in left if control.level <= aim and control.dimension == "wall"]
    return case_of(planned, world) if planned else None


def by_value(controls: Iterable[Control], world: Economy, *, seed: int = 0) -> tuple[Value, ...]:
    """Best first. All controls see the same futures, so that only what differs between them moves the order."""
    chance = np.random.default_rng(seed)
    often = pert(chance, world.incidents, VALUE_DRAWS)
    clean = lognormal(chance, world.cleanup, VALUE_DRAWS * SHARED).reshape(VALUE_DRAWS, SHARED).mean(axis=1)
    outage = pert(chance, world.hours_down, VALUE_DRAWS) * pert(chance, world.revenue_hour, VALUE_DRAWS)
    luck = chance.random(VALUE_DRAWS)
    found = []
    for control in sorted(controls, key=lambda c: c.id):
        removed = _removed(control, often, clean, outage, luck)
        low, high = first_year(control, world)
        p5, p50, p95 = (float(x) for x in np.quantile(removed, QUANTILES))
        worth = float(removed.mean()) / max((low + high) / 2, 1.0)
        value = Value(
            control=control.id,
            hours=control.effort.hours,
            cost=(money(low, world.currency), money(high, world.currency)),
            p5=money(p5, world.currency),
            p50=money(p50, world.currency),
            p95=money(p95, world.currency),
        )
        found.append((-worth, control.id, value))
    return tuple(value for _, _, value in sorted(found, key=lambda row: row[:2]))


def _removed(control: Control, often: Numbers, clean: Numbers, outage: Numbers, luck: Numbers) -> Numbers:
    total = np.zeros(len(often))
    for against in control.threats:
        losses = LOSSES.get(against.threat)
        if losses is not None:
            low, high = EFFECTS[against.part]
            each = clean * losses.cleanup + outage * losses.hours
            total += often * losses.share * each * (low + (high - low) * luck)
    return total


def first_year(control: Control, world: Economy) -> tuple[float, float]:
    """Work once and a year's price, at their lowest and highest."""
    hours, cost = control.effort.hours, control.effort.cost_year_minor
    wage = world.hour_of_work
    return hours[0] * wage.low + cost[0] / 100, hours[1] * wage.high + cost[1] / 100


def case_of(controls: Iterable[Control], world: Economy) -> Case:
    """All these controls together: per threat what they leave is multiplied, never summed."""
    chosen = list(controls)
    kept: dict[str, tuple[float, float]] = {}
    for control in chosen:
        for against in control.threats:
            low, high = EFFECTS[against.part]
            left_low, left_high = kept.get(against.threat, (1.0, 1.0))
            kept[against.threat] = (left_low * (1 - low), left_high * (1 - high))
    clean, outage = lognormal_mean(world.cleanup), pert_mean(world.hours_down) * pert_mean(world.revenue_hour)
    weight = {t: one.share * (one.cleanup * clean + one.hours * outage) for t, one in LOSSES.items()}
    shares = sum(one.share for one in LOSSES.values())
    whole = sum(weight.values())
    low, high = (
        sum(weight[t] * min(MOST, 1 - left[end]) for t, left in sorted(kept.items()) if t in weight) / whole
        for end in (0, 1)
    )
    hours = [control.effort.hours for control in chosen]
    price = price_year(chosen)
    return Case(
        economy=world,
        effect=_range("effect", low, high, "share of loss"),
        cost_year=_range("cost_year", price[0] / 100, price[1] / 100, "money a year"),
        work=_range("work", sum(h[0] for h in hours), sum(h[1] for h in hours), "hours once"),
        cleanup_factor=sum(one.share * one.cleanup for one in LOSSES.values()) / shares,
        hours_factor=sum(one.share * one.hours for one in LOSSES.values()) / shares,
    )


def _range(name: str, low: float, high: float, unit: str) -> Input:
    return Input(id=name, low=low, likely=(low + high) / 2, high=high, unit=unit, source=OURS, dated=DATED)
