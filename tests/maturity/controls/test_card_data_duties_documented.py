"""Card duties apply to who holds card data; who has not told yet is not let off."""

import msgspec
import pytest

from rempart.facts.profile import Profile
from rempart.maturity.controls.card_data_duties_documented import UNIT, applies

SHOP = Profile(
    kind_of_site="shop",
    collects_customer_data=True,
    sells=True,
    holds_card_data=True,
    is_regulated=False,
    is_revenue_critical=True,
    has_sensitive_ip=False,
    is_large_network=False,
    grows_fast=False,
    visitors_month=None,
    revenue_hour_minor=None,
    currency="EUR",
    people=3,
    moves_money=True,
)


@pytest.mark.parametrize("holds", [True, False])
def test_follows_the_profile(holds: bool) -> None:
    assert applies({Profile.kind: msgspec.structs.replace(SHOP, holds_card_data=holds)}) is holds


def test_without_a_profile_nobody_can_tell() -> None:
    assert applies({}) is None


def test_the_rule_is_told_and_a_changed_profile_voids_the_document() -> None:
    assert UNIT.applies is applies
    assert UNIT.applies_when
    assert "profile_changed" in UNIT.voided_by
