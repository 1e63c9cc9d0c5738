"""The newest answer to each question."""

from typing import NamedTuple

from rempart.directory.store.models import Site
from rempart.facts.answer import Answer
from rempart.maturity.store import facts


class Answered(NamedTuple):
    """An answer and when it was given."""

    fact: Answer
    taken_at_ms: int


def answers_of(site: Site) -> list[tuple[str, Answered]]:
    """(control, newest answer), whoever gave it."""
    found: dict[str, Answered] = {}
    for seen in facts.newest(site, since_ms=0):
        if isinstance(seen.fact, Answer):
            known = found.get(seen.fact.control)
            if known is None or known.taken_at_ms <= seen.taken_at_ms:
                found[seen.fact.control] = Answered(seen.fact, seen.taken_at_ms)
    return sorted(found.items())
