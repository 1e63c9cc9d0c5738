"""Which rules are likely to bind an organisation: ten questions, each yes, no or unsure. Never a verdict.

The logic has three values: an unsure answer leaves a rule open unless the other answers settle it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Answer(StrEnum):
    """To one question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Likely(StrEnum):
    """What can be said of one rule."""

    LIKELY = "likely"
    NOT = "not"
    ASK = "ask"


QUESTIONS = (
    "in_eu", "serves_eu", "in_france", "in_china", "serves_china", "listed_sector", "medium", "cards", "promised_iso",
    "cloud",
)  # fmt: skip


def likely(binds_if: Iterable[Iterable[str]], answers: Mapping[str, Answer]) -> Likely:
    """What has no answer is unsure. Nothing to ask: nobody can tell, so ask."""
    groups = [_all(group, answers) for group in binds_if]
    if Answer.YES in groups:
        return Likely.LIKELY
    return Likely.NOT if groups and set(groups) == {Answer.NO} else Likely.ASK


def _all(group: Iterable[str], answers: Mapping[str, Answer]) -> Answer:
    given = [answers.get(one, Answer.UNSURE) for one in group]
    if Answer.NO in given:
        return Answer.NO
    return Answer.UNSURE if Answer.UNSURE in given else Answer.YES
