"""Weights out of letters that somebody judged: logistic regression held near what was believed before. The same letters
give the same weights: no chance in it, full passes only."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PASSES = 250  # of the descent; after them the weights move in the fourth place
MIN_LETTERS = 2  # in which a word must stand before it is weighed
MOST_WORDS = 120_000  # the most frequent ones

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A letter and what it is; `words` counted, `signs` found."""

    words: Counter[str]
    signs: frozenset[str]
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of few numbers each: `row`, `column` and `value` of every one that is not zero."""

    rows: int
    columns: int
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    value: Floats

    def times(self, weights: Floats) -> Floats:
        return np.bincount(self.row, self.value * weights[self.column], self.rows).astype(np.float64)

    def back(self, residue: Floats) -> Floats:
        return np.bincount(self.column, self.value * residue[self.row], self.columns).astype(np.float64)


def table(rows: Sequence[Mapping[int, float]], columns: int) -> Table:
    """From one mapping a row."""
    sizes = [len(one) for one in rows]
    return Table(
        len(rows), columns, np.repeat(np.arange(len(rows), dtype=np.intp), sizes),
        np.fromiter((key for one in rows for key in one), np.intp, sum(sizes)),
        np.fromiter((value for one in rows for value in one.values()), np.float64, sum(sizes)),
    )  # fmt: skip


def fit(
    seen: Table,
    is_bad: NDArray[np.bool_],
    start: Floats,
    pull: Floats,
    offset: Floats | None = None,
    *,
    passes: int = PASSES,
    counts: Floats | None = None,
) -> tuple[Floats, float]:
    """Weights and bias with the least loss, both kinds of letters counting alike, within a kind each by `counts`; `pull` is
    how strongly each weight is held at its start. Nesterov's accelerated descent with a step that is sure to go down."""
    each = np.ones(seen.rows) if counts is None else counts
    share = max(1.0, float(each[is_bad].sum())), max(1.0, float(each[~is_bad].sum()))
    worth = each * np.where(is_bad, 0.5 / share[0], 0.5 / share[1])
    target = is_bad.astype(np.float64)
    fixed = np.zeros(seen.rows) if offset is None else offset
    longest = float(np.bincount(seen.row, seen.value**2, seen.rows).max(initial=1.0)) + 1.0
    step = 1.0 / (0.25 * longest + float(pull.max(initial=0.0)))
    weights, bias = start.copy(), 0.0
    ahead, ahead_bias, pace = weights.copy(), bias, 1.0
    for _ in range(passes):
        residue = worth * (_share(seen.times(ahead) + ahead_bias + fixed) - target)
        new = ahead - step * (seen.back(residue) + pull * (ahead - start))
        new_bias = ahead_bias - step * float(residue.sum())
        next_pace = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        rest = (pace - 1) / next_pace
        ahead, ahead_bias = new + rest * (new - weights), new_bias + rest * (new_bias - bias)
        weights, bias, pace = new, new_bias, next_pace
    return weights, bias


def _share(total: Floats) -> Floats:
    found: Floats = 1.0 / (1.0 + np.exp(-np.clip(total, -50, 50)))
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """Rarity and weight of each word, and the bias."""

    known: dict[str, tuple[float, float]]
    bias: float


def train_words(letters: Sequence[Judged], before: Mapping[str, tuple[float, float]], pull: float) -> Words:
    """TF-IDF and logistic regression. Words that were known before start from the weight they had."""
    frequency: Counter[str] = Counter()
    for one in letters:
        frequency.update(one.words.keys())
    kept = sorted(((word, n) for word, n in frequency.items() if n >= MIN_LETTERS), key=lambda one: (-one[1], one[0]))[
        :MOST_WORDS
    ]
    names = [word for word, _ in kept]
    place = {word: at for at, word in enumerate(names)}
    rarity = [math.log((1 + len(letters)) / (1 + n)) + 1 for _, n in kept]
    rows = [_row(one.words, place, rarity) for one in letters]
    start = np.array([before.get(word, (0.0, 0.0))[1] for word in names], np.float64)
    found, bias = fit(
        table(rows, len(names)), np.array([one.is_bad for one in letters]), start, np.full(len(names), pull)
    )
    known = {word: (rarity[at], float(found[at])) for word, at in place.items()}
    missing = {word: pair for word, pair in before.items() if word not in known}
    return Words(missing | known, bias)


def _row(words: Counter[str], place: Mapping[str, int], rarity: Sequence[float]) -> dict[int, float]:
    row = {place[word]: (1 + math.log(n)) * rarity[place[word]] for word, n in words.items() if word in place}
    length = math.sqrt(sum(value * value for value in row.values())) or 1.0
    return {at: value / length for at, value in row.items()}


def train_signs(
    letters: Sequence[Judged], texts: Sequence[float], before: Mapping[str, float], text: float, pull: float
) -> tuple[dict[str, float], float, float]:
    """Weights of signs, of the words' sum, and the bias. `texts` is what the words say of each letter, by a model that
    has not seen it."""
    names = sorted(before)
    place = {name: at for at, name in enumerate(names)}
    rows = [
        {place[sign]: 1.0 for sign in sorted(one.signs) if sign in place} | {len(names): said}
        for one, said in zip(letters, texts, strict=True)
    ]
    start = np.array([*(before[name] for name in names), text], np.float64)
    found, bias = fit(
        table(rows, len(names) + 1),
        np.array([one.is_bad for one in letters]),
        start,
        np.full(len(start), pull),
        passes=PASSES * 4,
    )
    return {name: float(found[at]) for name, at in place.items()}, float(found[-1]), bias


def isotonic(totals: Iterable[float], is_bad: Iterable[bool]) -> list[tuple[float, float]]:
    """A calibration curve that never falls (pool adjacent violators): sums to the share of letters that were bad. Each
    step stands for at least 20 letters, and says no more than so many letters can show."""
    pairs = sorted(zip(totals, is_bad, strict=True))
    pools: list[list[float]] = []  # letters, bad ones, sum of totals
    for at, (total, bad) in enumerate(pairs):
        if pools and pools[-1][0] < max(20, len(pairs) // 50) and at:
            pools[-1] = [pools[-1][0] + 1, pools[-1][1] + bad, pools[-1][2] + total]
        else:
            pools.append([1, float(bad), total])
        while len(pools) > 1 and pools[-1][0] >= 20 and _rate(pools[-2]) >= _rate(pools[-1]):
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    while len(pools) > 1 and _rate(pools[-2]) >= _rate(pools[-1]):
        last = pools.pop()
        pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    return [(pool[2] / pool[0], _rate(pool)) for pool in pools]


def _rate(pool: Sequence[float]) -> float:
    """With half a letter of each kind added: 20 good ones do not show that none is bad."""
    return (pool[1] + 0.5) / (pool[0] + 1)
