"""What a question is worth: how hard it is, and whether those who know more answer it better (classical item analysis).

Source: Ebel and Frisbie, Essentials of Educational Measurement (5th ed., 1991), chapters on item analysis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, pstdev

LEAST_PEOPLE = 30  # with fewer nothing is said: one person would move the figure by more than it means
TOO_EASY, TOO_HARD = 0.95, 0.25  # of first answers that were right; a quarter is what chance gives with four answers
WEAK = 0.15  # below, the answer says little about the rest
WRONG_KEY = -0.10  # below, those who know more answer it worse: the key may be wrong


class Flag(StrEnum):
    """What an author should look at."""

    TOO_FEW = "too_few"
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    WEAK = "weak"
    WRONG_KEY = "wrong_key"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Worth:
    """`difficulty` is the share of right first answers; `discrimination` the point-biserial correlation with the rest of
    the questions, None where one of both does not vary."""

    people: int
    difficulty: float | None
    discrimination: float | None
    flag: Flag


def worth(pairs: Sequence[tuple[bool, float]]) -> Worth:
    """`pairs`: was this question right at first, and the share of all other questions that were; one pair a person."""
    if len(pairs) < LEAST_PEOPLE:
        return Worth(len(pairs), None, None, Flag.TOO_FEW)
    right = [float(is_right) for is_right, _ in pairs]
    rest = [share for _, share in pairs]
    difficulty, spread = fmean(right), pstdev(right) * pstdev(rest)
    met = fmean(a * b for a, b in zip(right, rest, strict=True)) - difficulty * fmean(rest)
    discrimination = met / spread if spread else None
    return Worth(len(pairs), difficulty, discrimination, _flag(difficulty, discrimination))


def _flag(difficulty: float, discrimination: float | None) -> Flag:
    if discrimination is not None and discrimination < WRONG_KEY:
        return Flag.WRONG_KEY
    if difficulty > TOO_EASY:
        return Flag.TOO_EASY
    if difficulty < TOO_HARD:
        return Flag.TOO_HARD
    return Flag.WEAK if discrimination is None or discrimination < WEAK else Flag.GOOD
