"""The index: filled from entries, asked by terms, dropped and folded again."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from rempart.directory.store.models import Organisation
from rempart.ledger import store
from rempart.record.core.match import Found, match
from rempart.record.store.models import Posting

MAX_ENDINGS = 20  # indexed words that one typed beginning stands for


def put(organisation: Organisation, idx: int, terms: Iterable[str]) -> None:
    """Rows of the entry of that number; those that are there already stay (a batch may come twice)."""
    rows = [Posting(organisation=organisation, term=term, idx=idx) for term in terms]
    Posting.objects.bulk_create(rows, ignore_conflicts=True)


def drop(organisation: Organisation) -> None:
    """Forget everything; the entries are in the ledger."""
    Posting.objects.filter(organisation=organisation).delete()


def find(organisation: Organisation, groups: Sequence[Sequence[str]], high: int, low: int, limit: int) -> Found:
    """Newest first: entries from `high` down to `low` that have one term of each group."""
    mine = Posting.objects.filter(organisation=organisation)

    def seek(term: str, bound: int) -> int | None:
        rows = mine.filter(term=term, idx__lte=bound).order_by("-idx").values_list("idx", flat=True)
        return rows.first() if bound >= 0 else None

    return match(groups, seek, high, low, limit)


def words_beginning(organisation: Organisation, word: str) -> list[str]:
    """`word:` terms with this beginning, the first few; each is leapt to, however many entries it stands in."""
    mine = Posting.objects.filter(organisation=organisation)
    found: list[str] = []
    at = start = f"word:{word}"
    while len(found) < MAX_ENDINGS:
        rows = mine.filter(term__gte=at) if not found else mine.filter(term__gt=at)
        following = rows.order_by("term").values_list("term", flat=True).first()
        if following is None or not following.startswith(start):
            break
        found.append(following)
        at = following
    return found


def first_recorded_from(raw: Any, logs: store.Chain, at_ms: int) -> int:
    """The first number recorded at or after that moment: recording times never run back."""

    def recorded(number: int) -> int:
        found = store.read_numbered(raw, logs, number - 1, limit=1)
        return found[0].recorded.recorded_ms if found else at_ms

    return bisect_left(range(logs.size), at_ms, key=recorded)
