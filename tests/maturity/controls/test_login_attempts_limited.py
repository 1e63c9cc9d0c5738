"""A limit within ten tries; being shut out ourselves is the limit at work."""

import pytest

from rempart.facts.probe import LoginLimitProbe
from rempart.maturity.controls.login_attempts_limited import UNIT, judge_limit
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


@pytest.mark.parametrize(
    ("tried", "after", "banned", "expected"),
    [
        (6, 5, False, (State.MET, "limited")),
        (10, 10, False, (State.MET, "limited")),
        (4, None, True, (State.MET, "banned")),
        (10, None, False, (State.NOT_MET, "never")),
        (9, None, False, (State.UNKNOWN, "cut_short")),
        (0, None, False, (State.UNKNOWN, "cut_short")),
    ],
)
def test_guessing_is_cut_off(tried: int, after: int | None, banned: bool, expected: tuple[State, str]) -> None:
    fact = LoginLimitProbe(
        tried=tried, limited_after=after, sign="status" if after else None, own_address_banned=banned
    )
    assert heard(UNIT, judge_limit(fact)) == expected
