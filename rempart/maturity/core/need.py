"""Which level a business needs, and why (MOD-05, MOD-07..16). Lines are lines of the French guide."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from rempart.facts.profile import Profile
from rempart.maturity.core.control import Control
from rempart.maturity.core.price import price_year
from rempart.terms.level import Dimension
from rempart.terms.money import Money

# Thresholds the guide leaves open; they are ours, and the page says so.
REGULAR_TRAFFIC_MONTH = 10_000  # visitors: about 300 a day is no longer "minimal traffic" (line 56)
COSTLY_HOUR_MINOR = 50_000  # 2,500 a month over 5 hours of outage, what one in five loses or more (line 28)
MANY_PEOPLE = 250  # the European Union's line between a medium and a large company
OVER_BY = 2  # two levels above the need is too much (MOD-16)


class Reason(msgspec.Struct, frozen=True):
    """Why at least `level`. `code` names the sentence in core/sayings.py; `lines` of the guide; ours = no lines."""

    level: int
    code: str
    rows: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


class Needed(msgspec.Struct, frozen=True, kw_only=True):
    """`reasons` carry the wall's number; `suggested` are reasons to look higher that force nothing (MOD-11..15)."""

    wall: int
    watch: int
    reasons: tuple[Reason, ...]
    suggested: tuple[Reason, ...]
    watch_reasons: tuple[Reason, ...]


class TooMuch(msgspec.Struct, frozen=True, kw_only=True):
    """Proven so far above the need that it costs more than it protects: between these sums a year."""

    proven: int
    needed: int
    low: Money
    high: Money


Rule = tuple[Callable[[Profile], bool], Reason]


def _costly(profile: Profile) -> bool:
    return (profile.revenue_hour_minor or 0) >= COSTLY_HOUR_MINOR


def _kinds(*kinds: str) -> Callable[[Profile], bool]:
    return lambda profile: profile.kind_of_site in kinds


RULES: tuple[Rule, ...] = (
    (lambda p: True, Reason(1, "need.everyone", ("MOD-07",), (55, 56))),
    (_kinds("company"), Reason(2, "need.active_company", ("MOD-08",), (78,))),
    (lambda p: p.collects_customer_data, Reason(2, "need.customer_data", ("MOD-08", "MOD-12"), (58, 78))),
    (lambda p: p.sells or p.kind_of_site == "shop", Reason(2, "need.sells", ("MOD-08", "MOD-12"), (58, 78))),
    (
        lambda p: (p.visitors_month or 0) >= REGULAR_TRAFFIC_MONTH,
        Reason(2, "need.regular_traffic", ("MOD-12",), (58,)),
    ),
    (_kinds("membership", "agency"), Reason(3, "need.members_or_clients", ("MOD-09",), (101,))),
    (lambda p: p.is_revenue_critical, Reason(3, "need.revenue_critical", ("MOD-09",), (101, 102))),
    (_costly, Reason(3, "need.costly_hour", ("MOD-09", "UP-04"), (28, 102))),
    (_kinds("saas", "finance", "health"), Reason(4, "need.sector", ("MOD-10",), (122,))),
    (lambda p: p.is_regulated, Reason(4, "need.regulated", ("MOD-10", "MOD-14"), (104, 122))),
    (lambda p: p.holds_card_data, Reason(4, "need.card_data", ("MOD-10", "COMP-01"), (115, 122))),
    (_kinds("government", "defence"), Reason(5, "need.state", ("MOD-11", "MOD-15"), (124, 141))),
    (lambda p: p.has_sensitive_ip, Reason(5, "need.sensitive_ip", ("MOD-11", "MOD-15"), (124, 141))),
)
HINTS: tuple[Rule, ...] = (
    (_kinds("company"), Reason(3, "hint.most_companies", ("MOD-09",), (101,))),
    (
        lambda p: p.grows_fast and (p.sells or p.collects_customer_data),
        Reason(3, "hint.value_grows", ("MOD-13",), (81,)),
    ),
    (
        lambda p: p.grows_fast and (p.is_revenue_critical or _costly(p)),
        Reason(4, "hint.grows_fast", ("MOD-14",), (104,)),
    ),
    (lambda p: p.is_large_network, Reason(5, "hint.large_network", ("MOD-11",), (131,))),
    (lambda p: p.is_regulated and p.people >= MANY_PEOPLE, Reason(5, "hint.multinational", ("MOD-11",), (141,))),
)


def needed(profile: Profile) -> Needed:
    """The level of the wall by the guide's own words, and the step of the watch by a rule of ours."""
    held = [reason for holds, reason in RULES if holds(profile)]
    wall = max(reason.level for reason in held)
    watch, why = _watch(profile, wall)
    return Needed(
        wall=wall,
        watch=watch,
        reasons=tuple(reason for reason in held if reason.level == wall),
        suggested=tuple(reason for holds, reason in HINTS if holds(profile) and reason.level > wall),
        watch_reasons=why,
    )


def _watch(profile: Profile, wall: int) -> tuple[int, tuple[Reason, ...]]:
    """Ours: one step below the wall, since a wall needs someone behind it; a step more for large or regulated firms.

    One person alone is asked for at most step 2: the steps above are about people among each other.
    """
    step = max(1, wall - 1)
    why = [Reason(step, "watch.behind_the_wall")]
    if profile.people >= MANY_PEOPLE or profile.is_regulated:
        step = min(5, step + 1)
        why.append(Reason(step, "watch.many_or_regulated"))
    if profile.people <= 1 and step > 2:
        step = 2
        why = [Reason(step, "watch.one_person")]
    return step, tuple(why)


def too_much(controls: Iterable[Control], proven: int, need: int) -> TooMuch | None:
    """What the levels of the wall above the need cost a year, when two or more of them stand (MOD-16)."""
    if proven < need + OVER_BY:
        return None
    low, high = price_year(
        control
        for control in controls
        if control.mandatory and control.dimension is Dimension.WALL and need < control.level <= proven
    )
    return TooMuch(proven=proven, needed=need, low=Money(low, "EUR"), high=Money(high, "EUR"))


def sentences() -> Mapping[str, Reason]:
    """Every reason by its code, for the reference page and for the check that each has a sentence."""
    return {reason.code: reason for _, reason in (*RULES, *HINTS)}
