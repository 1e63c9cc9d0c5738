"""Rows are counted, never averaged."""

from rempart.maturity.core.hosting_kinds import Count, Kind, count


def test_a_row_that_nobody_knows_is_neither() -> None:
    assert count([Kind.WORDPRESS, Kind.UNKNOWN, Kind.GENERIC, Kind.WORDPRESS]) == Count(1, 2, 1)
    assert count([]) == Count(0, 0, 0)
