"""One is not many."""

import pytest

from rempart.cli.counted import counted, entries


@pytest.mark.parametrize(("number", "said"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries")])
def test_entries(number: int, said: str) -> None:
    assert entries(number) == said


def test_an_s_for_many() -> None:
    assert (counted(1, "byte"), counted(2, "byte")) == ("1 byte", "2 bytes")
