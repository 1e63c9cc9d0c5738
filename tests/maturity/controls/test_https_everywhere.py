"""The front door: where plain and encrypted visits end."""

from typing import Any

import pytest

from rempart.facts.http_front import HttpFront, Step
from rempart.maturity.controls.https_everywhere import UNIT, judge_front
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard

PLAIN = Step("http://shop.example/", 301)
SECURE = Step("https://shop.example/", 200)


def front(**changes: Any) -> HttpFront:
    usual: dict[str, Any] = {
        "plain": (PLAIN, SECURE),
        "encrypted": (SECURE,),
        "ends": "https_same_site",
        "mixed": (),
        "final_url": "https://shop.example/",
        "compression": "gzip",
        "first_byte_ms": 80,
    }
    return HttpFront(**{**usual, **changes})


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (front(), (State.MET, "redirected")),
        (front(plain=(), ends="closed"), (State.MET, "closed")),
        (front(encrypted=(), ends="http", final_url="http://shop.example/"), (State.NOT_MET, "no_https")),
        (front(ends="http", final_url="http://shop.example/"), (State.NOT_MET, "plain")),
        (front(encrypted=(SECURE, Step("http://shop.example/", 200))), (State.NOT_MET, "plain")),
        (front(mixed=("http://shop.example/logo.png",)), (State.PARTIAL, "mixed")),
        (front(ends="https_other_site", final_url="https://other.example/"), (State.UNKNOWN, "elsewhere")),
        (front(ends="loop", plain=(PLAIN,) * 10), (State.ERROR, "loop")),
    ],
)
def test_where_visits_end_decides(fact: HttpFront, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_front(fact)) == expected
