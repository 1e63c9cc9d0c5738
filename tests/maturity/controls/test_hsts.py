"""The header's judge decides; the lifetime says what is wrong."""

import pytest

from rempart.facts.http_headers import HeaderCheck, HttpHeaders
from rempart.maturity.controls.hsts import UNIT, judge_hsts
from rempart.terms.duration import DAY_S
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def headers(days: int | None, state: State | None) -> HttpHeaders:
    checks = () if state is None else (HeaderCheck("nosniff", State.NOT_MET, "x"), HeaderCheck("hsts", state, "x"))
    age = None if days is None else days * DAY_S
    return HttpHeaders(checks=checks, hsts_max_age_s=age, hsts_subdomains=False, hsts_preload=False)


@pytest.mark.parametrize(
    ("days", "state", "expected"),
    [
        (365, State.MET, (State.MET, "kept")),
        (180, State.MET, (State.MET, "kept")),
        (None, State.MET, (State.MET, "preloaded")),
        (179, State.NOT_MET, (State.PARTIAL, "short")),
        (0, State.NOT_MET, (State.NOT_MET, "withdrawn")),
        (None, State.NOT_MET, (State.NOT_MET, "absent")),
        (365, State.NOT_MET, (State.NOT_MET, "ignored")),  # over a certificate that browsers refuse
        (None, State.UNKNOWN, (State.UNKNOWN, "not_seen")),
        (365, None, (State.UNKNOWN, "not_seen")),
        (None, State.NOT_APPLICABLE, (State.UNKNOWN, "not_seen")),
    ],
)
def test_the_promise_to_keep_https(days: int | None, state: State | None, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_hsts(headers(days, state))) == expected
