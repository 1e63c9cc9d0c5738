"""Leaping from list to list finds what reading everything finds, and a search stops where it says."""

from hypothesis import given
from hypothesis import strategies as st

from rempart.record.core import match as module
from rempart.record.core.match import match

LISTS = st.dictionaries(st.sampled_from("abcdef"), st.sets(st.integers(0, 60)), min_size=6, max_size=6)
GROUPS = st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3), max_size=3)


def seek_in(lists: dict[str, set[int]]) -> module.Seek:
    return lambda term, bound: max((n for n in lists.get(term, ()) if n <= bound), default=None)


@given(lists=LISTS, groups=GROUPS, high=st.integers(-1, 60), low=st.integers(0, 60), limit=st.integers(1, 70))
def test_it_finds_what_reading_everything_finds(
    lists: dict[str, set[int]], groups: list[list[str]], high: int, low: int, limit: int
) -> None:
    plain = [n for n in range(high, low - 1, -1) if all(any(n in lists.get(t, ()) for t in g) for g in groups)]
    assert match(groups, seek_in(lists), high, low, limit).indexes == plain[:limit]


def test_two_long_lists_without_a_common_entry_end_in_time_and_say_where() -> None:
    lists = {"a": set(range(0, 40_000, 2)), "b": set(range(1, 40_000, 2))}
    leaps = 0

    def seek(term: str, bound: int) -> int | None:
        nonlocal leaps
        leaps += 1
        at = bound if (bound % 2 == 0) == (term == "a") else bound - 1
        return at if at >= 0 and at in lists[term] else None

    found = match([["a"], ["b"]], seek, 39_999, 0, 50)
    assert found.indexes == []
    assert leaps <= module.MAX_LEAPS + 4
    assert found.stopped_at is not None
