"""What cannot wait, whatever the level: compromise, a flaw exploited in the wild, an expired certificate, no backup."""

from collections.abc import Mapping

import msgspec

from rempart.facts.tls_certificate import TlsCertificate
from rempart.maturity.core.evidence import Evidence
from rempart.maturity.core.verdict import Verdict
from rempart.terms.state import State

# A unit whose opinion carries one of these words as `say` lifts itself into the band.
ALARMS: Mapping[str, str] = {
    "compromised": "compromise",
    "exploited_in_the_wild": "exploited_flaw",
    "expired": "certificate_expired",
}
# Controls whose plain failing is urgent by itself.
FAILING: Mapping[str, str] = {
    "backup_daily": "no_backup",
    "exploited_flaws_fixed_24h": "exploited_flaw",
}
ORDER = ("compromise", "exploited_flaw", "certificate_expired", "no_backup")


class Urgent(msgspec.Struct, frozen=True, kw_only=True):
    """`cause` is one of the four; `control` the stone whose page tells more."""

    cause: str
    control: str


def urgent(verdicts: Mapping[str, Verdict], evidence: Evidence) -> tuple[Urgent, ...]:
    """The first band, in a fixed order; empty is good news only where each of the four was looked for."""
    found = set()
    for verdict in verdicts.values():
        if not verdict.refutes:
            continue
        if verdict.say in ALARMS:
            found.add((ALARMS[verdict.say], verdict.control))
        if verdict.control in FAILING and verdict.state is not State.PARTIAL:
            found.add((FAILING[verdict.control], verdict.control))
    if _is_expired(evidence):
        found.add(("certificate_expired", "tls_certificate_valid"))
    ordered = sorted(found, key=lambda pair: (ORDER.index(pair[0]), pair[1]))
    return tuple(Urgent(cause=cause, control=control) for cause, control in ordered)


def _is_expired(evidence: Evidence) -> bool:
    seen = evidence.by_kind.get(TlsCertificate.kind)
    if not seen:
        return False
    last = max(one.taken_at_ms for one in seen)
    newest = [one.fact for one in seen if one.taken_at_ms == last]  # one fact for each address of the site
    return any(
        isinstance(fact, TlsCertificate) and ("expired" in fact.faults or fact.not_after_ms <= evidence.now_ms)
        for fact in newest
    )
