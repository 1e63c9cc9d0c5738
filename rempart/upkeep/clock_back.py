"""A clock that was set back leaves moments in the future behind; work that waits for one of them goes on at once."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, F, Model
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from rempart.access.core.limits import LETTER_PAUSE_S, LETTER_TRIES
from rempart.access.store.models import Letter
from rempart.access.store.service_accounts import CredentialLook
from rempart.companion.core.states import LEASE_MS as COMPANION_LEASE_MS
from rempart.companion.core.states import LOOK_EVERY_MS, PAUSES_MS
from rempart.companion.store.models import Link
from rempart.lifecycle.core.patience import LEASE_MS as REVOCATION_LEASE_MS
from rempart.lifecycle.core.patience import PAUSES_S as REVOCATION_PAUSES_S
from rempart.lifecycle.store.models import House, Revocation
from rempart.maturity.store.due_sites import DUE
from rempart.maturity.store.models import LevelRow
from rempart.notices.core.pauses import PAUSES_S as TELLING_PAUSES_S
from rempart.notices.store.models import Peer, Pulse, Telling
from rempart.record.core.pauses import PAUSES_S as OUTLET_PAUSES_S
from rempart.record.store.models import Outlet
from rempart.scanner.store.models import LEASE_S as RUN_LEASE_S
from rempart.scanner.store.models import Run, Schedule
from rempart.terms.duration import DAY_S

STEP_MS = 120_000  # less is no set clock: two machines on one database, or a slow correction
LEASE_MS = 60_000  # of an outlet's turn and of a telling
TOLD_LATEST_MS = 3 * DAY_S * 1000  # a day until the next in line is told, a day of quiet hours, and one to spare


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows whose `field` is never further ahead of now than `longest_ms`; `then` is what makes them due."""

    model: type[Model]
    field: str
    longest_ms: int | CombinedExpression = 0
    then: int | None = None  # None = now
    where: tuple[tuple[str, object], ...] = ()

    def pull_in(self, now_ms: int) -> int:
        """How many rows waited for a moment that only a clock set back can have made."""
        ahead = {f"{self.field}__gt": self.longest_ms + (now_ms + STEP_MS)}
        rows = self.model._default_manager.filter(**ahead, **dict(self.where))
        return int(rows.update(**{self.field: now_ms if self.then is None else self.then}))


WAITING = (
    Waiting(Schedule, "next_at_ms", Cast(F("every_s"), BigIntegerField()) * 1000),
    Waiting(Run, "leased_until_ms", RUN_LEASE_S * 1000, 0, (("state", Run.RUNNING),)),
    Waiting(LevelRow, "judged_at_ms", then=DUE),
    Waiting(Outlet, "next_at_ms", max(OUTLET_PAUSES_S) * 1000),
    Waiting(Outlet, "lease_until_ms", LEASE_MS, 0),
    Waiting(Telling, "due_at_ms", max(TELLING_PAUSES_S) * 1000, where=(("tries__gt", 0), ("state", Telling.WAITING))),
    Waiting(Telling, "due_at_ms", TOLD_LATEST_MS, where=(("state", Telling.WAITING),)),
    Waiting(Telling, "lease_until_ms", LEASE_MS, 0),
    Waiting(Pulse, "last_ok_ms", then=0),
    Waiting(Peer, "last_ms"),
    Waiting(Link, "next_at_ms", max(PAUSES_MS)),
    Waiting(Link, "look_at_ms", LOOK_EVERY_MS),
    Waiting(Link, "lease_until_ms", COMPANION_LEASE_MS, 0),
    Waiting(Letter, "next_ms", LETTER_PAUSE_S * 1000 * 2**LETTER_TRIES),
    Waiting(CredentialLook, "looked_ms", then=0),
    Waiting(CredentialLook, "told_ms", then=0),
    Waiting(Revocation, "next_at_ms", max(REVOCATION_PAUSES_S) * 1000),
    Waiting(Revocation, "lease_until_ms", REVOCATION_LEASE_MS, 0),
    Waiting(House, "told_at_ms", then=0),
)


def pull_in(now_ms: int) -> int:
    """Everything that waits for too late a moment is due; how many rows there were. Nothing to do a second time."""
    return sum(one.pull_in(now_ms) for one in WAITING)
