"""Asks each site that is due, in a thread of its own: one that hangs or is dead delays no other."""

import threading

from django.db import connections

from rempart.channel.companion import Companion, CompanionTrouble
from rempart.channel.outbound import Barred
from rempart.channel.sealed import Unreadable
from rempart.companion.actions import ask
from rempart.companion.actions.keep_look import keep_look
from rempart.companion.actions.note import note_answer, note_trouble
from rempart.companion.actions.take_events import take_events
from rempart.companion.actions.take_traffic import take_traffic
from rempart.companion.core.site_events import changed_there
from rempart.companion.core.states import LEASE_MS, MINUTE_MS
from rempart.companion.store.links import asked, line_to
from rempart.companion.store.models import Link
from rempart.directory.actions.action import now_ms

MOST = 16  # turns at once in this process; a silent site is asked less and less often, and holds one for seconds
BATCHES = 8  # of 500 events in one turn; what is left comes in the next, a moment later
AGAIN_MS = 1_000
_under_way: dict[int, threading.Thread] = {}


def due() -> list[int]:
    """Links whose time has come, the longest waiting first."""
    moment = now_ms()
    free = asked().filter(next_at_ms__lte=moment, lease_until_ms__lt=moment)
    return list(free.order_by("next_at_ms", "pk").values_list("pk", flat=True)[: 4 * MOST])


def serve() -> bool:
    """One round; never waits for a site."""
    for pk in [pk for pk, thread in _under_way.items() if not thread.is_alive()]:
        del _under_way[pk]
    for pk in due():
        if pk not in _under_way and len(_under_way) < MOST:
            thread = _under_way[pk] = threading.Thread(target=_alone, args=(pk,), daemon=True)
            thread.start()
    return False


def _alone(pk: int) -> None:
    try:
        turn(pk)
    finally:
        connections.close_all()


def turn(pk: int) -> bool:
    """Ask one site for what is due, and keep it; False when somebody else does so already."""
    moment = now_ms()
    mine = asked().filter(pk=pk, lease_until_ms__lt=moment)
    if mine.update(lease_until_ms=moment + LEASE_MS) != 1:
        return False
    row = Link.objects.select_related("site", "organisation").get(pk=pk)
    try:
        more = _ask(row)
    except (CompanionTrouble, Barred, Unreadable) as trouble:
        note_trouble(row, trouble)
    else:
        is_due = Link.objects.filter(pk=pk, look_at_ms__lte=now_ms()).exists()  # something was set there meanwhile
        pause = AGAIN_MS if more or is_due else MINUTE_MS
        Link.objects.filter(pk=pk).update(next_at_ms=now_ms() + pause)
    finally:
        Link.objects.filter(pk=pk, lease_until_ms=moment + LEASE_MS).update(lease_until_ms=0)
    return True


def _ask(row: Link) -> bool:
    site = line_to(row)
    if row.look_at_ms <= now_ms():
        row.look_at_ms = now_ms()  # the mark of this look: whoever sets something meanwhile takes it away
        Link.objects.filter(pk=row.pk).update(look_at_ms=row.look_at_ms)
        looked = ask.look(site)
        note_answer(row, site.door, clock_off_s=looked.clock_off_s)
        keep_look(row, looked)
    if "traffic" in row.hello.get("ops", ()):
        take_traffic(row, ask.traffic(site, row.visits_minute))
    return _events(row, site)


def _events(row: Link, site: Companion) -> bool:
    """True when there is more to ask, now."""
    is_stale = False
    for _ in range(BATCHES):
        page = ask.events(site, row.cursor)
        note_answer(row, site.door)
        has_more = take_events(row, page)
        if changed_there(page.events):
            Link.objects.filter(pk=row.pk).update(look_at_ms=0)  # what holds there now is seen in the next turn
            is_stale = True
        if not has_more:
            return is_stale
    return True
