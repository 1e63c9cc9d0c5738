"""How long an outlet waits after a failure: seconds at first, then an hour, and after a day somebody is told."""

PAUSES_S = (5, 30, 120, 300, 900, 1800, 3600)
SHOUT_AFTER_S = 24 * 3600


def pause_s(tries: int) -> int:
    """The pause after the `tries`-th failure in a row, counted from 1."""
    return PAUSES_S[min(max(tries, 1), len(PAUSES_S)) - 1]
