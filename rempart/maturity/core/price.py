"""What a set of controls costs a year, when one purchase serves several of them."""

from collections.abc import Iterable

from rempart.maturity.core.control import Control


def price_year(controls: Iterable[Control]) -> tuple[int, int]:
    """Lowest and highest price in cents: within one level and one family of rows the dearest, families added.

    One firewall stops four kinds of attack and keeps its own rules current; nobody buys it five times.
    """
    families: dict[tuple[int, str], tuple[int, int]] = {}
    for control in controls:
        family = (int(control.level), control.rows[0].split("-")[0])
        low, high = families.get(family, (0, 0))
        cost = control.effort.cost_year_minor
        families[family] = (max(low, cost[0]), max(high, cost[1]))
    return sum(low for low, _ in families.values()), sum(high for _, high in families.values())
