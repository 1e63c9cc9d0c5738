"""What an hour of standstill costs, from the profile that a person gave of the site; nothing where nobody did."""

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Site
from rempart.facts.profile import Profile
from rempart.facts.wire import from_body
from rempart.ledger.store import entries_of
from rempart.terms.money import Money
from rempart.terms.scope import Subject
from rempart.watch.core.account import HOUR_MS

CLAIM = "maturity.claim.recorded"
LOOKED_AT = 50  # claims about one site; the newest profile is among them


def profile_of(site: Site) -> Profile | None:
    """The newest one in the record."""
    subject = Subject("site", site.uid)
    for found in entries_of(raw_connection(), site.organisation.uid, subject, (CLAIM,), LOOKED_AT):
        entry = found.entry
        seen = from_body(entry.body, org=entry.org, subject=entry.subject, at_ms=entry.at_ms, ref=found.ref)
        if seen is not None and isinstance(seen.fact, Profile):
            return seen.fact
    return None


def cost_of(site: Site | None, down_ms: int) -> Money | None:
    """Revenue of the hours in which it was down; None where the revenue of an hour is not known."""
    profile = profile_of(site) if site is not None else None
    if profile is None or profile.revenue_hour_minor is None:
        return None
    return Money(profile.revenue_hour_minor * down_ms // HOUR_MS, profile.currency)
