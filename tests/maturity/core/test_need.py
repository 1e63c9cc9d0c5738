"""What a business needs, and when it has too much."""

import pytest

from rempart.facts.profile import Profile
from rempart.maturity.core.need import HINTS, RULES, needed, too_much
from rempart.maturity.core.price import price_year
from rempart.maturity.core.sayings import sentence
from rempart.terms.level import Level
from rempart.terms.money import Money
from tests.maturity.core.made import control


def profile(**changes):
    plain = {
        "kind_of_site": "blog",
        "collects_customer_data": False,
        "sells": False,
        "holds_card_data": False,
        "is_regulated": False,
        "is_revenue_critical": False,
        "has_sensitive_ip": False,
        "is_large_network": False,
        "grows_fast": False,
        "visitors_month": 200,
        "revenue_hour_minor": None,
        "currency": "EUR",
        "people": 1,
        "moves_money": False,
    }
    return Profile(**{**plain, **changes})


@pytest.mark.parametrize(
    ("changes", "wall"),
    [
        ({}, 1),
        ({"kind_of_site": "company"}, 2),
        ({"collects_customer_data": True}, 2),
        ({"kind_of_site": "shop", "sells": True}, 2),
        ({"visitors_month": 10_000}, 2),
        ({"kind_of_site": "membership"}, 3),
        ({"kind_of_site": "agency"}, 3),
        ({"sells": True, "is_revenue_critical": True}, 3),
        ({"revenue_hour_minor": 50_000}, 3),
        ({"kind_of_site": "saas"}, 4),
        ({"kind_of_site": "health"}, 4),
        ({"is_regulated": True}, 4),
        ({"holds_card_data": True}, 4),
        ({"kind_of_site": "government"}, 5),
        ({"has_sensitive_ip": True}, 5),
        ({"is_large_network": True}, 1),
    ],
)
def test_the_guide_names_the_level(changes, wall):
    found = needed(profile(**changes))
    assert found.wall == wall
    assert found.reasons
    assert all(reason.level == wall for reason in found.reasons)


def test_large_networks_are_asked_nothing_and_told_something():
    found = needed(profile(kind_of_site="agency", is_large_network=True))
    assert found.wall == 3
    assert [(hint.level, hint.lines) for hint in found.suggested] == [(5, (131,))]


def test_the_watch_is_our_own_rule():
    assert needed(profile()).watch == 1
    assert needed(profile(kind_of_site="agency", people=9)).watch == 2
    assert needed(profile(kind_of_site="agency", people=300)).watch == 3
    assert needed(profile(kind_of_site="defence", people=1)).watch == 2
    assert all("ur own rule" in sentence(reason.code) for reason in needed(profile()).watch_reasons)


def test_every_reason_has_a_sentence_and_a_line_of_the_guide():
    for _, reason in (*RULES, *HINTS):
        assert sentence(reason.code)
        assert reason.lines
        assert reason.rows


def test_two_levels_above_the_need_is_too_much():
    stones = [control(f"s{n}", level=Level(n)) for n in range(1, 6)]
    assert too_much(stones, 3, 2) is None
    found = too_much(stones, 4, 2)
    assert (found.low, found.high) == (Money(0, "EUR"), Money(24_000, "EUR"))


def test_one_purchase_serves_a_family_of_rows():
    wall = [control("a", rows=("WAF-01",)), control("b", rows=("WAF-02",)), control("c", rows=("MAL-01",))]
    assert price_year(wall) == (0, 24_000)
    assert price_year([*wall, control("d", rows=("WAF-04",), level=Level.FOUR)]) == (0, 36_000)
    assert price_year([]) == (0, 0)
