"""How long a telling waits after a failure; after the last pause it is given up, and that is an event of its own."""

PAUSES_S = (10, 60, 300, 900, 3_600, 3_600)


def pause_s(tries: int) -> int | None:
    """The pause after the `tries`-th failure, counted from 1; None = given up."""
    return PAUSES_S[tries - 1] if tries <= len(PAUSES_S) else None
