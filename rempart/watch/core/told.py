"""Words of the machine for the record, in plain English codes; pages translate them."""

from rempart.watch.core.standing import Change, How

CONFIRMED = {How.SECOND_PLACE: "a second place", How.SECOND_TRY: "a second try", None: "silence"}


def body(change: Change, where: str, kind: str) -> dict[str, object]:
    """What an event about this change holds."""
    return {
        "where": where,
        "kind": kind,
        "reason": change.reason or "unknown",
        "how": CONFIRMED[change.how],
        "places": list(change.places),
        "began_ms": change.began_ms,
    }
