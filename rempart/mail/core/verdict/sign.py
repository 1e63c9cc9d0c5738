"""The form of a sign: one thing about a mail that speaks for phishing, or against; units in `rempart/mail/signs/<id>.py`.

`find` returns what a person should be shown (anybody's words, short), or nothing. Where a few words say nothing it returns
`THERE`. One sign is weak: link texts unlike their target stand in a third of honest newsletters. Their sum is not.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

THERE = "-"


@dataclass(frozen=True, slots=True)
class Sign:
    """`says` has a place `{seen}`; `weight` in log-odds is what its author expects: training starts from it and stays near
    it, so that a sign which training never saw still counts. `core` forbids nothing: a unit is pure all the same."""

    id: str
    weight: float
    says: Words
    find: Callable[[View], str]
