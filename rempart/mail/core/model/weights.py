"""The model as it is shipped, and as an operator trained it: numbers in a plain file, never executed."""

import math
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

import msgspec

OWN_MODEL = "mail-model.json"  # in the data folder, where `rempart mail train` puts it
MAX_FILE = 32 * 1024 * 1024  # bytes of a model
MAX_WORDS = 400_000
TEXT_LIMIT = 4.0  # log-odds that words alone can bring: a text that is only pasted in must not decide against all signs


class BadModel(Exception):
    """The file is no model; the message says why."""


class Numbers(msgspec.Struct, forbid_unknown_fields=True):
    """What stands in the file. `words` maps a word to its weight, times its rarity; `curve` maps sums to probabilities."""

    schema: int
    name: str
    bias: float
    signs: dict[str, float]
    text: float
    text_bias: float
    words: dict[str, tuple[float, float]]
    curve: list[tuple[float, float]]
    cuts: dict[str, float]
    counts: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Model:
    """All in log-odds. `words`: rarity and weight of each; `cuts`: probabilities from which a mail is called so."""

    name: str = "none"
    bias: float = -3.0
    signs: dict[str, float] = field(default_factory=dict)
    text: float = 0.0
    text_bias: float = 0.0
    words: dict[str, tuple[float, float]] = field(default_factory=dict, repr=False)
    curve: tuple[tuple[float, float], ...] = ()
    cuts: dict[str, float] = field(default_factory=lambda: {"phishing": 0.9, "suspicious": 0.7, "unsure": 0.3})

    def of_words(self, counts: Counter[str]) -> float:
        """What the words say, within limits. TF-IDF: the logarithm of the count, times rarity, over the letter's length."""
        total, square = 0.0, 0.0
        for word, count in counts.items():
            if (known := self.words.get(word)) is not None:
                rarity, weight = known
                value = (1.0 + math.log(count)) * rarity
                total += value * weight
                square += value * value
        if square <= 0:
            return 0.0
        return max(-TEXT_LIMIT, min(TEXT_LIMIT, self.text_bias + total / math.sqrt(square)))

    def heaviest(self, counts: Counter[str], most: int = 5) -> list[str]:
        """The words that speak most for phishing."""
        known = (
            (self.words[word][0] * self.words[word][1] * (1 + math.log(n)), word)
            for word, n in counts.items()
            if word in self.words
        )
        heavy = (word for value, word in sorted(known, reverse=True) if value > 0 and not word.startswith(("#", "_")))
        return list(islice((word for word in heavy if len(word) > 4 or not word.isascii()), most))

    def probability(self, total: float) -> float:
        """The sum as a share of mails that are phishing, by the calibration curve; between its points a straight line."""
        if not self.curve:
            return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
        at = bisect_right(self.curve, (total, math.inf))
        if at == 0:
            return self.curve[0][1]
        if at == len(self.curve):
            return self.curve[-1][1]
        (x0, y0), (x1, y1) = self.curve[at - 1], self.curve[at]
        return y0 + (y1 - y0) * (total - x0) / (x1 - x0) if x1 > x0 else y1

    def verdict(self, probability: float) -> str:
        """The first of the cuts that it reaches, else clean."""
        return next((word for word in ("phishing", "suspicious", "unsure") if probability >= self.cuts[word]), "clean")


def of_numbers(numbers: Numbers) -> Model:
    """Raises BadModel on what no training writes: a hand-made or broken file must not clear everything."""
    values = [numbers.bias, numbers.text, numbers.text_bias, *numbers.signs.values(), *numbers.cuts.values()]
    values += [one for pair in (*numbers.words.values(), *numbers.curve) for one in pair]
    if numbers.schema != 1 or len(numbers.words) > MAX_WORDS or not all(math.isfinite(one) for one in values):
        raise BadModel("it is not of a form that is known here")
    cuts = [numbers.cuts.get(word, -1.0) for word in ("unsure", "suspicious", "phishing")]
    if not 0 < cuts[0] <= cuts[1] <= cuts[2] <= 1 or sorted(numbers.curve) != numbers.curve:
        raise BadModel("its cuts or its curve are not in order")
    return Model(
        numbers.name,
        numbers.bias,
        numbers.signs,
        numbers.text,
        numbers.text_bias,
        numbers.words,
        tuple(numbers.curve),
        numbers.cuts,
    )


def of_bytes(raw: bytes) -> Model:
    """Raises BadModel."""
    try:
        return of_numbers(msgspec.json.decode(raw, type=Numbers))
    except (msgspec.MsgspecError, UnicodeDecodeError) as bad:
        raise BadModel(str(bad)) from bad


@cache
def shipped() -> Model:
    """The model that comes with Rempart; read once."""
    return of_bytes(files(__package__).joinpath("shipped.json").read_bytes())


def of_file(file: Path) -> Model:
    """An operator's own. Raises OSError, BadModel."""
    if file.stat().st_size > MAX_FILE:
        raise BadModel("it is too large")
    return of_bytes(file.read_bytes())
