"""RFC 9116: there, with a contact, an expiry date and no fault."""

from typing import Any

import pytest

from rempart.facts.http_disclosure import SecurityTxt
from rempart.maturity.controls.security_txt import UNIT, judge_security_txt
from rempart.terms.moment import from_rfc3339
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def file(**changes: Any) -> SecurityTxt:
    usual: dict[str, Any] = {
        "is_present": True,
        "contacts": ("mailto:security@shop.example",),
        "expires_at_ms": from_rfc3339("2027-06-30T00:00:00Z"),
        "faults": (),
    }
    return SecurityTxt(**{**usual, **changes})


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (file(), (State.MET, "published")),
        (file(is_present=False, contacts=(), expires_at_ms=None), (State.NOT_MET, "absent")),
        (file(contacts=(), faults=("no_contact",)), (State.NOT_MET, "no_contact")),
        (file(faults=("expired",)), (State.PARTIAL, "faulty")),
        (file(expires_at_ms=None), (State.PARTIAL, "no_expiry")),
    ],
)
def test_both_required_fields_count(fact: SecurityTxt, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_security_txt(fact)) == expected
