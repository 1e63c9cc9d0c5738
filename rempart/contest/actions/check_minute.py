"""Each minute every site is looked at as a visitor would: does it work, and what is closed? That is what defence counts."""

import hashlib
import random

from django.db import transaction
from django.db.models import F

from rempart.channel.source import Trouble
from rempart.contest.actions import live
from rempart.contest.core.flag import flag_of
from rempart.contest.core.states import Stage
from rempart.contest.core.weakness import Ask, Weakness
from rempart.contest.net import ground
from rempart.contest.store.models import Camp, Contest, Guarded
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import contest as events
from rempart.terms.scope import Subject

MINUTE_MS = 60_000


def check() -> bool:
    """One contest whose minute is over; True when there was one."""
    if not live.is_ours():
        return False
    moment = now_ms()
    due = Contest.objects.filter(stage=Stage.RUNNING, marked_ms__lte=moment - MINUTE_MS, organisation__closure=None)
    for row in due.select_related("organisation").order_by("pk"):
        # Minutes that nobody looked at (the worker was down) count for nobody.
        if Contest.objects.filter(pk=row.pk, marked_ms=row.marked_ms).update(marked_ms=moment) == 1:
            look_at(row, moment)
            return True
    return False


def look_at(contest: Contest, moment: int) -> None:
    """All sites, in an order that nobody can foresee and a test can repeat."""
    try:
        key = live.key_of(contest.uid)
    except live.NoKey:
        return
    sides = list(contest.camp_set.order_by("pk"))
    turn = random.Random(hashlib.sha256(key + str(moment).encode()).digest())  # noqa: S311 - an order, no secret
    turn.shuffle(sides)
    for side in sides:
        _look(contest, side, key)


def _look(contest: Contest, side: Camp, key: bytes) -> None:
    site, units, closed, is_whole = live.LIVE.get(side.uid), live.weaknesses(), dict[str, bool](), False
    if site is not None:
        try:
            ask = ground.visitor(site)
            is_whole = ground.seen(ask, live.TITLE)
            for name in contest.weaknesses if is_whole else ():
                closed[name] = _is_closed(units[name], ask, flag_of(key, side.uid, name))
        except Trouble:
            is_whole = False
    _count(contest, side, closed, is_working=is_whole)


def _is_closed(unit: Weakness, ask: Ask, flag: str) -> bool:
    """Closed counts only where what the site is there for still goes."""
    return not unit.is_open(ask, flag) and unit.works(ask)


def _count(contest: Contest, side: Camp, closed: dict[str, bool], *, is_working: bool) -> None:
    """All of it, or nothing: a worker that is killed here leaves no minute that was looked at in part."""
    subject = Subject("contest", contest.uid)
    with transaction.atomic():
        changed = [
            row
            for row in Guarded.objects.filter(side=side, weakness__in=closed)
            if closed[row.weakness] != row.is_closed
        ]
        if changed:
            with system_action(contest.organisation) as record:
                for row in changed:
                    kind = events.WEAKNESS_CLOSED if closed[row.weakness] else events.WEAKNESS_REOPENED
                    record.event(kind, subject, {"weakness": row.weakness, "side": side.uid})
                    Guarded.objects.filter(pk=row.pk).update(is_closed=closed[row.weakness])
        shut = [name for name, is_closed in closed.items() if is_closed]
        Guarded.objects.filter(side=side, weakness__in=shut).update(minutes=F("minutes") + 1)
        Camp.objects.filter(pk=side.pk).update(
            checks=F("checks") + 1, works=F("works") + (1 if is_working else 0), is_working=is_working
        )
