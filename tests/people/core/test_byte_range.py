"""RFC 9110, section 14: which bytes are asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.people.core.byte_range import Unsatisfiable, asked


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-499", (0, 500)),
        ("bytes=500-999", (500, 500)),
        ("bytes=-500", (500, 500)),
        ("bytes=-5000", (0, 1_000)),
        ("bytes=990-", (990, 10)),
        ("bytes=990-5000", (990, 10)),
        ("BYTES=0-0", (0, 1)),
        ("bytes=0-0,-1", None),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("seconds=0-1", None),
        ("", None),
        (f"bytes={'9' * 19}-", None),
    ],
)
def test_the_examples_of_the_standard(header: str, found: tuple[int, int] | None) -> None:
    assert asked(header, 1_000) == found


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_behind_the_end(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        asked(header, 1_000)
    with pytest.raises(Unsatisfiable):
        asked("bytes=0-", 0)


@given(st.text(alphabet="bytes=-0123456789, \t", max_size=40), st.integers(0, 10_000))
def test_never_more_than_there_is(header: str, size: int) -> None:
    try:
        found = asked(header, size)
    except Unsatisfiable:
        return
    if found is not None:
        assert 0 <= found[0] < size
        assert 1 <= found[1] <= size - found[0]
