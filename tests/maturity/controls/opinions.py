"""Reads an opinion as a person would: its state, and its sentence filled in all three languages."""

from rempart.maturity.core.control import Control, Opinion
from rempart.registry.texts import localised
from rempart.terms.state import State

PACKAGE = "rempart.maturity.controls"


def heard(unit: Control, opinion: Opinion | None) -> tuple[State, str]:
    """State and say. Fails when the fact said nothing, or a sentence is missing or keeps an empty slot."""
    assert opinion is not None
    for language in ("en", "fr", "zh"):
        sentence = localised(PACKAGE, unit, language, "says")[opinion.say].format(**opinion.values)
        assert sentence
        assert "{" not in sentence
    assert all(isinstance(value, int | str) for value in opinion.values.values())
    return opinion.state, opinion.say
