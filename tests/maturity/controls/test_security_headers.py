"""All header checks but those with a control of their own."""

import pytest

from rempart.facts.http_headers import HeaderCheck, HttpHeaders
from rempart.maturity.controls.security_headers import UNIT, judge_headers
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def headers(**states: State) -> HttpHeaders:
    checks = tuple(HeaderCheck(name, state, f"{name}_code") for name, state in states.items())
    return HttpHeaders(checks=checks, hsts_max_age_s=None, hsts_subdomains=False, hsts_preload=False)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (headers(csp=State.MET, frames=State.MET, sri=State.NOT_APPLICABLE), (State.MET, "all")),
        (headers(csp=State.MET, hsts=State.NOT_MET, redirection=State.NOT_MET), (State.MET, "all")),
        (headers(csp=State.PARTIAL, frames=State.MET), (State.PARTIAL, "some")),
        (headers(csp=State.NOT_MET, frames=State.MET, sri=State.UNKNOWN), (State.PARTIAL, "some")),
        (headers(csp=State.NOT_MET, frames=State.NOT_MET), (State.NOT_MET, "none")),
        (headers(csp=State.MET, frames=State.UNKNOWN), (State.UNKNOWN, "not_seen")),
        (headers(), (State.UNKNOWN, "not_seen")),
    ],
)
def test_headers_together(fact: HttpHeaders, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_headers(fact)) == expected


def test_the_missing_ones_are_named() -> None:
    opinion = judge_headers(headers(frames=State.NOT_MET, csp=State.PARTIAL, nosniff=State.MET))
    assert opinion.values == {"good": 1, "count": 3, "missing": "csp, frames"}
