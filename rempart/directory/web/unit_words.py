"""The text that a unit brings, in the language of the reader."""

from django.utils.translation import get_language

from rempart.terms.words import Words


def words(text: Words) -> str:
    """As the page speaks."""
    return text.said_in(get_language())
