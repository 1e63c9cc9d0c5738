"""How many mails a domain is sent a minute: a bucket for each, which outlives one turn of sending."""

from functools import lru_cache

MOST_DOMAINS = 10_000  # remembered at once; an organisation's people have a handful


class Pace:
    """`a_minute` mails to one domain; after a pause at most one second's worth at once."""

    def __init__(self, a_minute: int) -> None:
        self._rate = a_minute / 60
        self._most = max(1.0, self._rate)
        self._left: dict[str, tuple[float, float]] = {}

    def may(self, domain: str, at_s: float) -> bool:
        """One more now? It counts when it may. `at_s` never runs back."""
        left, since = self._left.get(domain, (self._most, at_s))
        left = min(self._most, left + (at_s - since) * self._rate)
        if domain not in self._left and len(self._left) >= MOST_DOMAINS:
            self._left.clear()
        self._left[domain] = (left - 1 if left >= 1 else left, at_s)
        return left >= 1


@lru_cache(maxsize=256)
def pace_of(profile: str, a_minute: int) -> Pace:
    """The one of a way out, as long as this process lives."""
    return Pace(a_minute)
