"""Whether it is the site that is dark, or everything: then it is more likely our own way out, and is told as that."""

from collections.abc import Iterable

OTHERS_MIN = 3  # so many other hosts must be dark too; with fewer nobody can tell
ASKED = 6  # other monitors that are looked at anew when one is suspected

Other = tuple[str, int, str]  # host, when it was looked at last, with which outcome


def is_blind(host: str, others: Iterable[Other], since_ms: int) -> bool:
    """Has every other host that was looked at since then failed, and were there enough of them?"""
    fresh: dict[str, set[str]] = {}
    for name, looked_ms, outcome in others:
        if name != host and looked_ms >= since_ms:
            fresh.setdefault(name, set()).add(outcome)
    return len(fresh) >= OTHERS_MIN and all(outcomes == {"bad"} for outcomes in fresh.values())
