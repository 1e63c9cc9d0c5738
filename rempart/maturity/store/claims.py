"""The newest answer to each question, and to each row of the comparison of hosts."""

from typing import NamedTuple

from rempart.directory.store.models import Site
from rempart.facts.answer import Answer
from rempart.facts.hosting_kind import HostingKind
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


def hosting_kinds_of(site: Site) -> dict[str, HostingKind]:
    """The newest answer to each row, whoever gave it."""
    found: dict[str, tuple[int, HostingKind]] = {}
    for seen in facts.newest(site, since_ms=0):
        if isinstance(seen.fact, HostingKind):
            known = found.get(seen.fact.row)
            if known is None or known[0] <= seen.taken_at_ms:
                found[seen.fact.row] = (seen.taken_at_ms, seen.fact)
    return {row: fact for row, (_, fact) in found.items()}
