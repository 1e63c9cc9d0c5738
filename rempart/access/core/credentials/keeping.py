"""What is to be done about credentials that are known: pure functions over what stands in the rows."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rempart.access.core.credentials.judging import judge
from rempart.access.core.credentials.secret import Fault, Read, Secret
from rempart.directory.core.credential import HeldCredential
from rempart.terms.duration import DAY_S

UNUSED_MS = 90 * DAY_S * 1_000
OLD_MS = 365 * DAY_S * 1_000


class Care(StrEnum):
    """Why somebody should act, the most urgent first."""

    WEAK = "weak"
    REUSED = "reused"
    NEVER_CHANGED = "never_changed"
    OVERDUE = "overdue"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing wrong with one credential; `also` names the other one that has the same secret."""

    kind: str
    uid: str
    care: Care
    name: str = ""
    also: str = ""


def standing(changed_on: dt.date | None, every_days: int, today: dt.date) -> Care | None:
    """Of a listed account. A day in the future is no day on which it was changed."""
    if changed_on is None or changed_on > today:
        return Care.NEVER_CHANGED
    return Care.OVERDUE if (today - changed_on).days > every_days else None


def causes(
    held: Sequence[HeldCredential],
    secrets: Mapping[str, str],
    is_breached: Callable[[str], bool],
    key: bytes,
    now_ms: int,
) -> list[Cause]:
    """`secrets` are those that could be opened, by `place` of their credential; `key` is random for each look."""
    by_place = {place(one): one for one in held}
    found = [cause for one in held for cause in _by_time(one, now_ms)]
    files = {at: Read((Secret("", 0, value),)) for at, value in secrets.items()}
    for one in judge(files, is_breached, key):
        mine, care = by_place[one.place], Care.REUSED if one.fault is Fault.REUSED else Care.WEAK
        if care is Care.REUSED or not mine.is_random:
            also = by_place[one.also.removesuffix(": ")].name if one.also else ""
            found.append(Cause(mine.kind, mine.uid, care, mine.name, also))
    return found


def place(one: HeldCredential) -> str:
    """By what a credential is known during one look."""
    return f"{one.kind}:{one.uid}"


def _by_time(one: HeldCredential, now_ms: int) -> Iterator[Cause]:
    if one.set_ms is None:
        return
    if now_ms - one.set_ms > OLD_MS:
        yield Cause(one.kind, one.uid, Care.OVERDUE, one.name)
    # A key that was made lately and never used has only not been used yet.
    if one.notes_use and now_ms - (one.used_ms or one.set_ms) > UNUSED_MS:
        yield Cause(one.kind, one.uid, Care.UNUSED, one.name)
