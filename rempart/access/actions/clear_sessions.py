"""Housekeeping of sign-ins: sessions past their limits end, and rows past their time go."""

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from rempart.access.actions import end_session
from rempart.access.core.limits import ABSOLUTE_S, CODES_KEPT_S, FORGET_BROWSER_S, IDLE_S, KEEP_ENDED_S
from rempart.access.store.models import CacheRow, KnownBrowser, LearnerCode, SignIn, UsedAssertion
from rempart.directory.actions.action import now_ms

BATCH = 50  # each writes an entry of its own


def clear_sessions() -> bool:
    """One batch; True when more may wait."""
    moment = now_ms()
    old, idle = moment - ABSOLUTE_S * 1000, moment - IDLE_S * 1000
    over = SignIn.objects.filter(Q(started_ms__lt=old) | Q(seen_ms__lt=idle), ended_ms=None)
    rows = list(over.select_related("account").order_by("pk")[:BATCH])
    for row in rows:
        end_session.expire(row, end_session.TOO_OLD if row.started_ms < old else end_session.IDLE)
    _forget(moment)
    return len(rows) == BATCH


def _forget(moment: int) -> None:
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    CacheRow.objects.filter(expires__lt=timezone.now()).delete()
    SignIn.objects.filter(ended_ms__lt=moment - KEEP_ENDED_S * 1000).delete()
    KnownBrowser.objects.filter(last_seen_ms__lt=moment - FORGET_BROWSER_S * 1000).delete()
    LearnerCode.objects.filter(made_ms__lt=moment - CODES_KEPT_S * 1000).delete()
    UsedAssertion.objects.filter(until_ms__lt=moment).delete()
