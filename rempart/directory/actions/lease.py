"""Work that several workers share: taken with a lease, renewed while it goes on, put down, given up after some tries.

State moves by updates that name the state they saw: of many workers exactly one wins, and a killed one is followed.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

from rempart.channel.source import Stopped, Trouble
from rempart.directory.actions.action import now_ms
from rempart.directory.store.closures import is_closed
from rempart.directory.store.leased import OPEN, RUNNING, WAITING, Leased

Row = TypeVar("Row", bound=Leased)
Also = Callable[[str, int, int | None], None]
LOOKED_AT = 20  # rows that one look takes: more are left for the next, a moment later
EVERY_S = 1.0  # between two writes of progress


def claim(
    due: QuerySet[Row],
    lease_ms: int,
    is_free: Callable[[Row], bool] = lambda row: True,
    anew: Mapping[str, Any] | None = None,
) -> Row | None:
    """Of `due` the one that waits for longest, or whose worker is gone. `anew` is what each beginning sets; which rows of
    closed organisations are due says the caller."""
    moment, state = now_ms(), due.model.STATE
    waiting = due.filter(**{f"{state}__in": OPEN}, lease_until_ms__lte=moment)
    for row in waiting.order_by("pk")[:LOOKED_AT]:
        if not is_free(row):
            continue
        begun = {"began_at_ms": row.began_at_ms or moment, **(anew or {}), state: RUNNING}
        seen = due.model._default_manager.filter(
            pk=row.pk, lease_until_ms=row.lease_until_ms, **{state: getattr(row, state)}
        )
        if seen.update(**begun, lease_until_ms=moment + lease_ms, tries=row.tries + 1) == 1:
            row.refresh_from_db()
            return row
    return None


def give_back(row: Leased) -> None:
    """As if it had not been begun: its organisation has closed, and it waits with the rest until that opens."""
    held = type(row)._default_manager.filter(pk=row.pk, lease_until_ms=row.lease_until_ms, **{row.STATE: RUNNING})
    held.update(**{row.STATE: WAITING}, lease_until_ms=0, tries=max(0, row.tries - 1))


def require_patience(row: Leased, most: int) -> None:
    """Raises Trouble `gave_up` for work that kills its worker again and again."""
    if row.tries > most:
        raise Trouble("gave_up", f"it was begun {most} times and never ended")


class LeasedDesk:
    """The desk of work that is ours until its lease runs out: lease and progress written down now and then, a person's
    stop and a closing noticed. `also` is told everything too.

    `may_stop` is False once something live changes: then it is ended, whoever stops or closes it.
    """

    def __init__(self, row: Leased, lease_ms: int, also: Also | None = None) -> None:
        self._row, self._lease_ms, self._also = row, lease_ms, also
        self._until = row.lease_until_ms  # of our own lease, whatever the row is read for again
        self._step, self._done, self._said = "", 0, 0.0
        self._total: int | None = None
        self.may_stop = True

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """A negative `done` says only that it goes on. Raises Stopped."""
        if done >= 0:
            self._step, self._done, self._total = step, done, total
            if self._also is not None:
                self._also(step, done, total)
        if time.monotonic() - self._said >= EVERY_S:
            self.renew()

    def renew(self) -> None:
        """The lease is longer, the progress written. Raises Stopped: another worker has it, or it is to end."""
        row, until, self._said = self._row, now_ms() + self._lease_ms, time.monotonic()
        noted: dict[str, Any] = {"lease_until_ms": until}
        if self._step and hasattr(row, "progress"):
            noted["progress"] = {"step": self._step, "done": self._done, "total": self._total}
        if self._mine().filter(**{f"{row.STATE}__in": OPEN}).update(**noted) != 1:
            raise Stopped("another worker has it")
        self._until = row.lease_until_ms = until
        if self.may_stop:
            self._look_up()

    def _mine(self) -> QuerySet[Leased]:
        return type(self._row)._default_manager.filter(pk=self._row.pk, lease_until_ms=self._until)

    def _look_up(self) -> None:
        if self.wants_stop():
            raise Stopped("a person stopped it")
        if is_closed(self._row.organisation):
            give_back(self._row)
            raise Stopped("its organisation has closed")

    def wants_stop(self) -> bool:
        """Has a person said so?"""
        return False

    def pace(self, count: int) -> None:
        """No limit."""
