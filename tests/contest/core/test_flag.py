"""Flags: the same each time, of one side and one weakness, and of no other key."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.contest.core.flag import FORM, LONGEST, flag_of, tidy, whose

KEY = bytes(range(32))
SIDES, NAMES = ("red", "blue"), ("one", "two", "three")


def test_each_is_of_one_side_and_weakness() -> None:
    made = {flag_of(KEY, side, name): (side, name) for side in SIDES for name in NAMES}
    assert len(made) == 6
    assert all(FORM.match(one) for one in made)
    assert all(whose(KEY, f" {one.upper()}\n", SIDES, NAMES) == place for one, place in made.items())


def test_another_contest_knows_none_of_them() -> None:
    assert whose(bytes(32), flag_of(KEY, "red", "one"), SIDES, NAMES) is None


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_whatever_is_handed_in(text: str) -> None:
    assert whose(KEY, text, SIDES, NAMES) is None
    assert len(tidy(text)) <= LONGEST
