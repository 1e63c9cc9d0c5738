"""What counted credentials say of AUTH-05. Our own look never meets it: of listed accounts no password is seen."""

from rempart.facts.service_credentials import ServiceCredentials
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State


def judge_credentials(fact: ServiceCredentials) -> Opinion:
    """Anything found is not met, nothing found is a part: a document reviewed later can show the rest."""
    bad = fact.weak + fact.reused + fact.never_changed + fact.overdue
    if bad:
        values: dict[str, int | str] = {
            "weak": fact.weak,
            "reused": fact.reused,
            "never": fact.never_changed,
            "overdue": fact.overdue,
        }
        return Opinion(State.NOT_MET, "found", values)
    if not fact.listed:
        return Opinion(State.PARTIAL, "nothing_listed")
    return Opinion(State.PARTIAL, "not_seen", {"looked_at": fact.looked_at, "unknown": fact.unknown})
