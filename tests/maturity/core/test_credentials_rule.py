"""What counted credentials say of AUTH-05; our own look never meets it."""

import pytest

from rempart.facts.service_credentials import ServiceCredentials
from rempart.maturity.core.credentials_rule import judge_credentials
from rempart.terms.state import State

NONE = {
    "looked_at": 3,
    "listed": 2,
    "weak": 0,
    "reused": 0,
    "never_changed": 0,
    "overdue": 0,
    "unused": 0,
    "unknown": 2,
}


@pytest.mark.parametrize("bad", ["weak", "reused", "never_changed", "overdue"])
def test_one_is_enough(bad: str) -> None:
    assert judge_credentials(ServiceCredentials(**{**NONE, bad: 1})).state is State.NOT_MET


@pytest.mark.parametrize(
    ("also", "say"), [({}, "not_seen"), ({"listed": 0}, "nothing_listed"), ({"unused": 1}, "not_seen")]
)
def test_nothing_found_is_never_met(also: dict[str, int], say: str) -> None:
    opinion = judge_credentials(ServiceCredentials(**{**NONE, **also}))
    assert (opinion.state, opinion.say) == (State.PARTIAL, say)
