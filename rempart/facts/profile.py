"""What the business is: from it the needed level follows (MOD-05, MOD-07..11)."""

from typing import ClassVar, Literal

from rempart.facts.fact import Fact


class Profile(Fact, frozen=True, kw_only=True):
    """Stated by the owner. Money per hour in minor units of `currency`; visitors a month; None = not told."""

    kind: ClassVar[str] = "business.profile"

    kind_of_site: Literal[
        "blog", "company", "shop", "membership", "agency", "saas", "finance", "health", "government", "defence"
    ]
    collects_customer_data: bool
    sells: bool
    holds_card_data: bool
    is_regulated: bool
    is_revenue_critical: bool
    has_sensitive_ip: bool
    is_large_network: bool
    grows_fast: bool
    visitors_month: int | None
    revenue_hour_minor: int | None
    currency: str
    people: int
    moves_money: bool
