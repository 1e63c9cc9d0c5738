"""When the release that answers can be compared with the newest one known, and how; a guess never decides."""

from rempart.facts.wordpress_core import WordPressCore
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State

SURE_PERCENT = 50  # below, the marks of the version disagree or a single weak one speaks


def why_untold(fact: WordPressCore) -> Opinion | None:
    """UNKNOWN with its reason, or None when version and newest are both known."""
    if not fact.is_wordpress:
        return Opinion(State.UNKNOWN, "not_wordpress")
    if fact.version is None or fact.confidence_percent < SURE_PERCENT:
        return Opinion(State.UNKNOWN, "version_hidden", {"confidence": fact.confidence_percent})
    if fact.newest is None:
        return Opinion(State.UNKNOWN, "no_feed", {"version": fact.version})
    return None


def is_behind(version: str, newest: str) -> bool:
    """6.5.5 comes before 6.6, and a release candidate before its release."""
    return _order(version) < _order(newest)


def _order(version: str) -> tuple[tuple[int, ...], bool]:
    numbers, _, suffix = version.partition("-")
    return tuple(int(part) for part in numbers.split(".") if part.isdecimal()), not suffix
