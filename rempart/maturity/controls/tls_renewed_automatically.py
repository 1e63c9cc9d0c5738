"""Level 1, TLS-02: a renewal was seen in time, so the next one may be expected."""

from rempart.facts.tls_renewal import TlsRenewal
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

OVERDUE_PERCENT = 30  # renewal is due at one third of the lifetime; the rest is room for the client's own timer


def judge_renewal(fact: TlsRenewal) -> Opinion:
    """A share of the lifetime, not a number of days: lifetimes shrink from a year towards weeks."""
    if fact.lifetime_left_percent < OVERDUE_PERCENT:
        return Opinion(State.NOT_MET, "overdue", {"left": fact.lifetime_left_percent})
    if not fact.renewals_seen or fact.days_left_at_last is None:
        return Opinion(State.UNKNOWN, "none_seen", {"left": fact.lifetime_left_percent})
    if fact.days_left_at_last < 0:
        return Opinion(State.NOT_MET, "lapsed", {"days": -fact.days_left_at_last})
    values: dict[str, int | str] = {"days": fact.days_left_at_last, "lifetime": fact.lifetime_days}
    if fact.days_left_at_last * 100 < OVERDUE_PERCENT * fact.lifetime_days:
        return Opinion(State.PARTIAL, "late", values)
    return Opinion(State.MET, "in_time", values)


UNIT = Control(
    id="tls_renewed_automatically",
    rows=("TLS-02",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.OUTSIDE,),
    scope=Scope.SITE,
    side=Side.HOST,
    title="Certificate renews by itself",
    why="A certificate that a person must renew will one day be forgotten, and the site then goes dark for every visitor at once. Renewal is due when one third of the lifetime is left; below three tenths it counts as overdue, so that there is time to act.",
    fix=(
        "Ask the host to switch on automatic renewal (ACME) for every name.",
        "If you run the server, check that the renewal timer is active and try a dry run.",
        "Leave the site under watch: the first renewal that Rempart sees turns this stone solid.",
    ),
    question="Is the certificate renewed automatically at no extra charge, and how long before it runs out?",
    effort=Effort((0.2, 3), (0, 6_000), "project estimate, not measured: renewal is part of most hosting plans"),
    source="Guide 1:60; RFC 8555 (ACME); CA/Browser Forum ballot SC-081v3 (lifetimes shrink to 47 days by 2029)",
    threats=(Against("T01", Part.NECESSARY),),
    needs=(Need(TlsRenewal, DAY_S, judge_renewal),),
    outside=True,
    voided_by=("host_changed",),
    says={
        "in_time": "The last renewal came with {days} of {lifetime} days left.",
        "lapsed": "The last renewal came too late, by {days} days: the certificate had run out.",
        "late": "The last renewal came with only {days} of {lifetime} days left.",
        "overdue": "Only {left}% of the lifetime is left and no new certificate is in place.",
        "none_seen": "No renewal seen yet; {left}% of the lifetime is left.",
    },
)
