"""Renewal: seen in time, seen late, overdue, or not seen yet."""

import pytest

from rempart.facts.tls_renewal import TlsRenewal
from rempart.maturity.controls.tls_renewed_automatically import UNIT, judge_renewal
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def seen(renewals: int, at_last: int | None, lifetime: int, left: int) -> TlsRenewal:
    return TlsRenewal(
        first_seen_ms=0,
        renewals_seen=renewals,
        days_left_at_last=at_last,
        lifetime_days=lifetime,
        lifetime_left_percent=left,
    )


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (seen(1, 30, 90, 95), (State.MET, "in_time")),
        (seen(3, 29, 90, 60), (State.MET, "in_time")),  # the usual client comes within a day of one third
        (seen(3, 27, 90, 30), (State.MET, "in_time")),
        (seen(3, 26, 90, 30), (State.PARTIAL, "late")),
        (seen(1, 3, 6, 50), (State.MET, "in_time")),  # lifetimes of six days
        (seen(1, 30, 365, 100), (State.PARTIAL, "late")),  # thirty days of a year are not a third
        (seen(2, -3, 90, 90), (State.NOT_MET, "lapsed")),
        (seen(2, 0, 90, 90), (State.PARTIAL, "late")),
        (seen(0, None, 90, 80), (State.UNKNOWN, "none_seen")),
        (seen(1, None, 90, 80), (State.UNKNOWN, "none_seen")),
        (seen(0, None, 90, 29), (State.NOT_MET, "overdue")),
        (seen(4, 30, 90, 12), (State.NOT_MET, "overdue")),  # earlier renewals do not help the one that failed
        (seen(0, None, 90, 0), (State.NOT_MET, "overdue")),
    ],
)
def test_renewal_is_judged_by_shares_of_the_lifetime(fact: TlsRenewal, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_renewal(fact)) == expected
