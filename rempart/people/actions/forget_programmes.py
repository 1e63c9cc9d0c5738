"""A programme goes a year after its last day with all that hangs on it, sessions and seats too; so do idle choices."""

import datetime as dt

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Membership
from rempart.people.store.models import KEPT_DAYS
from rempart.people.store.programme import LearnerChoice, Programme
from rempart.terms.duration import DAY_S

BATCH = 20


def forget_programmes(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    moment = now_ms() if moment_ms is None else moment_ms
    before = dt.datetime.fromtimestamp(moment / 1_000 - KEPT_DAYS * DAY_S, dt.UTC).date()
    old = list(Programme.objects.filter(ends_on__lt=before).order_by("pk").values_list("pk", flat=True)[:BATCH])
    Programme.objects.filter(pk__in=old).delete()
    here = Membership.objects.values("account")
    LearnerChoice.objects.exclude(account__in=here).delete()
    return len(old) >= BATCH
