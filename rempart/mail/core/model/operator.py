"""An operator's own model, from letters that they sorted: trained on all, tried on letters it had not seen."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rempart.mail.core.model.training import MIN_LETTERS, MOST_WORDS, Judged, fit, isotonic, table
from rempart.mail.core.model.weights import Model, Numbers, of_numbers

FEWEST = 40  # letters of each kind: with fewer the curve says nothing
FOLDS = 5
TEXT = 3.0  # how far words reach in one pass of the training, and afterwards
PULL_WORDS, PULL_SIGNS = 2e-4, 4e-3
BINS = 10
MOST_WRONG = 0.005  # of the good letters may be called suspicious; wanted mail is far more than the other
MOST_WRONG_RARE = 0.01  # of the good letters that are neither from a list nor of a thread
TALK = frozenset(("from_a_list", "answers_a_letter"))
MOST_MORE = 10.0  # times that such a letter counts at most, however few there are
CUTS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


class TooFew(Exception):
    """Not enough letters of one kind; the message says how many there are."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Letters whose probability lay between two numbers: what was said of them, and how many were bad."""

    low: float
    high: float
    letters: int
    said: float
    were: float


@dataclass(frozen=True, slots=True)
class Tried:
    """Of letters that the model had not seen: shares called phishing or suspicious, and phishing alone."""

    bad: int
    good: int
    caught: float
    wrong: float
    caught_surely: float
    wrong_surely: float
    brier: float
    bins: tuple[Bin, ...]


def campaign(subject: str) -> str:
    """What mails of one campaign have in common: the subject without digits and marks. Empty where it says nothing."""
    return re.sub(r"[\W\d_]", "", subject.lower())[:40]


def train(letters: Sequence[Judged], groups: Sequence[str], before: Model, name: str = "own") -> tuple[Numbers, Tried]:
    """`groups`: letters of one group (of one campaign) are never on both sides. Raises TooFew."""
    bad = sum(one.is_bad for one in letters)
    if min(bad, len(letters) - bad) < FEWEST:
        raise TooFew(f"{bad} bad and {len(letters) - bad} good letters; {FEWEST} of each are needed")
    place = {group: at % FOLDS for at, group in enumerate(sorted(set(groups)))}
    folds = [place[group] for group in groups]
    said = [0.0] * len(letters)
    for fold in range(FOLDS):
        learned = _learn([one for one, at in zip(letters, folds, strict=True) if at != fold], before)
        for at, one in enumerate(letters):
            if folds[at] == fold:
                said[at] = _total(one, learned)
    curve = [(round(x, 3), round(y, 4)) for x, y in isotonic(said, [one.is_bad for one in letters])]
    made = _learn(letters, before)
    numbers = Numbers(
        schema=1, name=name, bias=made.bias, signs=made.signs, text=made.text, text_bias=0.0, words=made.words,
        curve=_rising(curve), cuts=before.cuts | {"suspicious": before.cuts["phishing"]}, counts={"good": len(letters) - bad, "bad": bad},
    )  # fmt: skip
    numbers.cuts["suspicious"] = _loud(said, letters, numbers)
    return numbers, tried(said, [one.is_bad for one in letters], of_numbers(numbers))


def _loud(said: Sequence[float], letters: Sequence[Judged], numbers: Numbers) -> float:
    """The lowest probability from which a mail is suspicious and hardly a good one is: of all of them together, and of those
    beside lists and threads, among which newsletters would otherwise pay for the many that are easily told."""
    model, sure = of_numbers(numbers), numbers.cuts["phishing"]
    good = [(model.probability(at), letter) for at, letter in zip(said, letters, strict=True) if not letter.is_bad]
    every = [at for at, _ in good]
    rare = [at for at, letter in good if not letter.signs & TALK]

    def is_calm(cut: float) -> bool:
        return _share(every, cut) <= MOST_WRONG and _share(rare, cut) <= MOST_WRONG_RARE

    return next((cut for cut in CUTS if cut < sure and is_calm(cut)), sure)


def _rising(curve: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points with the same sum are one."""
    kept: dict[float, float] = {}
    for x, y in curve:
        kept[x] = y
    return sorted(kept.items())


def _total(one: Judged, model: Model) -> float:
    return model.bias + sum(model.signs.get(name, 0.0) for name in one.signs) + model.text * model.of_words(one.words)


def _learn(letters: Sequence[Judged], before: Model) -> Model:
    """Signs and words weighed together, each held near what was known."""
    frequency: Counter[str] = Counter()
    for one in letters:
        frequency.update(one.words.keys())
    kept = sorted(((word, n) for word, n in frequency.items() if n >= MIN_LETTERS), key=lambda one: (-one[1], one[0]))[
        :MOST_WORDS
    ]
    rarity = {word: math.log((1 + len(letters)) / (1 + n)) + 1 for word, n in kept}
    names, signs = [word for word, _ in kept], sorted(before.signs)
    place = {word: at for at, word in enumerate(names)} | {
        f"\0{sign}": len(names) + at for at, sign in enumerate(signs)
    }
    rows = [_row(one, place, rarity) for one in letters]
    known = [before.words.get(word, (0.0, 0.0))[1] * before.text / TEXT for word in names]
    start = np.array([*known, *(before.signs[sign] for sign in signs)])
    pull = np.array([PULL_WORDS] * len(names) + [PULL_SIGNS] * len(signs))
    found, bias = fit(
        table(rows, len(place)), np.array([one.is_bad for one in letters]), start, pull, counts=_counts(letters)
    )
    words = {word: (round(rarity[word], 3), round(float(found[place[word]]), 4)) for word in names}
    weights = {sign: round(float(found[place[f"\0{sign}"]]), 4) for sign in signs}
    return Model(bias=bias, signs=weights, text=TEXT, words=words, cuts=before.cuts)


def _counts(letters: Sequence[Judged]) -> NDArray[np.float64]:
    """Of lists and threads there is much, and it is easily told: the other good letters together count as much as it."""
    is_rare = np.array([not one.is_bad and not (one.signs & TALK) for one in letters])
    is_talk = np.array([not one.is_bad and bool(one.signs & TALK) for one in letters])
    more = max(1.0, float(is_talk.sum()) / max(1.0, float(is_rare.sum())))
    return np.where(is_rare, min(MOST_MORE, more), 1.0)


def _row(one: Judged, place: dict[str, int], rarity: dict[str, float]) -> dict[int, float]:
    values = {place[word]: (1 + math.log(n)) * rarity[word] for word, n in one.words.items() if word in place}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    row = {at: TEXT * value / length for at, value in values.items()}
    return row | {place[f"\0{sign}"]: 1.0 for sign in one.signs if f"\0{sign}" in place}


def tried(totals: Sequence[float], is_bad: Sequence[bool], model: Model) -> Tried:
    """How a model did: shares, and the curve of what it said against what was."""
    said = [model.probability(total) for total in totals]
    bad = [one for one, is_one in zip(said, is_bad, strict=True) if is_one]
    good = [one for one, is_one in zip(said, is_bad, strict=True) if not is_one]
    loud, sure = model.cuts["suspicious"], model.cuts["phishing"]
    return Tried(
        len(bad), len(good), _share(bad, loud), _share(good, loud), _share(bad, sure), _share(good, sure),
        sum((one - is_one) ** 2 for one, is_one in zip(said, is_bad, strict=True)) / max(1, len(said)),
        tuple(_bins(said, is_bad)),
    )  # fmt: skip


def _share(said: Sequence[float], cut: float) -> float:
    return sum(one >= cut for one in said) / max(1, len(said))


def _bins(said: Sequence[float], is_bad: Sequence[bool]) -> Iterable[Bin]:
    for at in range(BINS):
        low, high = at / BINS, (at + 1) / BINS
        here = [
            (one, bad) for one, bad in zip(said, is_bad, strict=True) if low <= one and (one < high or at == BINS - 1)
        ]
        if here:
            yield Bin(
                low, high, len(here), sum(one for one, _ in here) / len(here), sum(bad for _, bad in here) / len(here)
            )
