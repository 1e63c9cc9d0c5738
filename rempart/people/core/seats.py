"""Seats of a session: first come, first seated; whoever waits moves up in the order of coming."""

from collections.abc import Sequence

CAPACITY_MAX = 5_000  # the largest hall; more is a typing slip


def has_room(capacity: int, seated: int) -> bool:
    """For one more."""
    return seated < capacity


def moving_up(capacity: int, seated: int, waiting: Sequence[int]) -> list[int]:
    """Who gets a seat now; `waiting` are keys in the order of coming."""
    return list(waiting[: max(0, capacity - seated)])
