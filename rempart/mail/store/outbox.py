"""The message ledger of a running campaign: who holds it, what is due, claimed before the wire, recorded after.

Each write begins with the campaign's own row: a stop, a closing or another worker is seen before the next mail.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Count, F, Q

from rempart.directory.store.models import Person
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.store.drill import Campaign, Departed, Message, Recipient

PAUSES_MS = (60_000, 300_000, 1_800_000, 7_200_000)  # before the second try, the third, …: as mail servers expect it
MOST_TRIES = len(PAUSES_MS) + 1


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that may go now."""

    key: int
    uid: str
    pseudonym: str
    stage: int
    language: str
    attempts: int

    COLUMNS: ClassVar[tuple[str, ...]] = ("pk", "uid", "pseudonym", "stage", "language", "attempts")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a claimed mail."""

    key: int
    recipient: int
    state: Sent
    code: str = ""
    due_ms: int = 0  # of one that is planned anew; 0: no server took our call, and the try does not count


def take_lease(row: Campaign, lease: str, now: int, lease_ms: int) -> bool:
    """Is it ours now? Only one that nobody holds, or whose holder has not been heard of for `lease_ms`."""
    free = Campaign.objects.filter(pk=row.pk, state=State.RUNNING, lease_until_ms__lte=now)
    return free.update(lease=lease, lease_until_ms=now + lease_ms) == 1


def hold(row: Campaign, lease: str, until_ms: int, *, running: bool) -> bool:
    """Still ours, and (when `running`) still to go on? Locks the campaign's row until the transaction ends."""
    mine = Campaign.objects.filter(pk=row.pk, lease=lease)
    if running:
        mine = mine.filter(state=State.RUNNING, organisation__closure=None)
    return mine.update(lease_until_ms=until_ms) == 1


def put_down(row: Campaign, lease: str) -> None:
    """Whoever wants it may have it."""
    Campaign.objects.filter(pk=row.pk, lease=lease).update(lease="", lease_until_ms=0)


def set_aside(row: Campaign, now: int) -> int:
    """What somebody claimed and never told of is unknown; how many. Only for a new holder."""
    claimed = Message.objects.filter(campaign=row, state=Sent.CLAIMED)
    return claimed.update(state=Sent.UNKNOWN, at_ms=now)


def due(row: Campaign, now: int, most: int, besides: Collection[int]) -> list[Due]:
    """The next ones, those that waited longest first."""
    rows = Message.objects.filter(campaign=row, state=Sent.PLANNED, due_ms__lte=now).exclude(pk__in=besides)
    return [Due(*values) for values in rows.order_by("due_ms", "pk").values_list(*Due.COLUMNS)[:most]]


def claim(keys: Collection[int], now: int) -> set[int]:
    """Durable with the transaction, before the wire; those that were still planned."""
    if not keys:
        return set()
    waiting = Message.objects.filter(pk__in=keys, state=Sent.PLANNED)
    count = waiting.update(state=Sent.CLAIMED, at_ms=now, attempts=F("attempts") + 1, code="")
    if count == len(keys):
        return set(keys)
    return set(Message.objects.filter(pk__in=keys, state=Sent.CLAIMED).values_list("pk", flat=True))


def write_down(outcomes: Iterable[Outcome], now: int) -> None:
    """What came of claimed mails; together those that came out alike."""
    alike: dict[tuple[Sent, str, int], list[Outcome]] = {}
    for one in outcomes:
        alike.setdefault((one.state, one.code, one.due_ms), []).append(one)
    for (state, code, due_ms), those in alike.items():
        values: dict[str, object] = {"state": state, "code": code, "at_ms": now}
        if state == Sent.PLANNED:
            values["due_ms"] = due_ms
        keys = [one.key for one in those]
        if state == Sent.PLANNED and not due_ms:
            _give_back(keys)
            continue
        Message.objects.filter(pk__in=keys, state=Sent.CLAIMED).update(**values)
        if state == Sent.ACCEPTED:
            Recipient.objects.filter(pk__in=[one.recipient for one in those]).update(sent=F("sent") + 1)


def _give_back(keys: Collection[int]) -> None:
    rows = Message.objects.filter(pk__in=keys, state=Sent.CLAIMED)
    rows.update(state=Sent.PLANNED, at_ms=None, attempts=F("attempts") - 1)


def withdraw(keys: Collection[int], code: str, now: int) -> None:
    """They are not sent, and why."""
    Message.objects.filter(pk__in=keys, state=Sent.PLANNED).update(state=Sent.WITHDRAWN, code=code, at_ms=now)


def move(key: int, due_ms: int) -> None:
    """Later."""
    Message.objects.filter(pk=key, state=Sent.PLANNED).update(due_ms=due_ms)


def still_here(people: Collection[int]) -> Mapping[int, Person]:
    """Of these people those who may get mail at this moment: not left, account not closed."""
    gone = Departed.objects.filter(person__in=people).values("person")
    rows = Person.objects.filter(pk__in=people).exclude(pk__in=gone)
    return {row.pk: row for row in rows.filter(Q(account=None) | Q(account__is_active=True))}


def counts(row: Campaign) -> dict[str, int]:
    """How many mails are in each state."""

    found = dict.fromkeys((one.value for one in Sent), 0)
    states = Message.objects.filter(campaign=row).values_list("state").annotate(Count("pk"))
    return found | dict(states)
