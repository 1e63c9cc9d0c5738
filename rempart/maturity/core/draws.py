"""Seeded draws from ranges: PERT, lognormal by its 5th and 95th percentile, and ranks."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rempart.maturity.core.worth import Input

Numbers: TypeAlias = NDArray[np.float64]
Z95 = 1.6448536269514722  # the 95th percentile of the standard normal distribution
PEAK = 4.0  # weight of the likely value in a PERT distribution, by convention


def pert(chance: np.random.Generator, spread: Input, size: int) -> Numbers:
    """Between low and high, around likely; a range without width is a constant."""
    low, likely, high = spread.low, spread.likely, spread.high
    if high <= low:
        return np.full(size, float(likely))
    a = 1 + PEAK * (likely - low) / (high - low)
    b = 1 + PEAK * (high - likely) / (high - low)
    return low + (high - low) * chance.beta(a, b, size)


def lognormal(chance: np.random.Generator, spread: Input, size: int) -> Numbers:
    """5 of 100 below low, 5 of 100 above high. A range from nothing to nothing is nothing."""
    if spread.low <= 0:
        return np.full(size, float(spread.likely))
    middle = (np.log(spread.low) + np.log(spread.high)) / 2
    width = (np.log(spread.high) - np.log(spread.low)) / (2 * Z95)
    return chance.lognormal(middle, width, size)


def pert_mean(spread: Input) -> float:
    """The mean of pert(), without drawing."""
    return (spread.low + PEAK * spread.likely + spread.high) / (2 + PEAK) if spread.high > spread.low else spread.likely


def lognormal_mean(spread: Input) -> float:
    """The mean of lognormal(), without drawing."""
    if spread.low <= 0:
        return spread.likely
    width = float(np.log(spread.high / spread.low)) / (2 * Z95)
    return float(np.sqrt(spread.low * spread.high) * np.exp(width * width / 2))


def uniform(chance: np.random.Generator, spread: Input, size: int) -> Numbers:
    """Anywhere between low and high alike."""
    return spread.low + (spread.high - spread.low) * chance.random(size)


def rank_correlation(one: Numbers, other: Numbers) -> float:
    """Spearman's, ties broken by place; 0 where one of them does not vary."""
    if one.min() == one.max() or other.min() == other.max():
        return 0.0
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(numbers: Numbers) -> Numbers:
    ranks = np.empty(len(numbers))
    ranks[np.argsort(numbers, kind="stable")] = np.arange(len(numbers))
    return ranks
