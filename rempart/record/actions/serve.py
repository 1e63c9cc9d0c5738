"""Starts a turn for every outlet that has something to send, each in a thread of its own."""

import threading

from django.db import connections

from rempart.directory.actions.action import now_ms, raw_connection
from rempart.ledger import store
from rempart.record.actions.deliver import deliver
from rempart.record.store.models import Outlet

MOST = 32  # turns at once in this process; a slow receiver holds one of them for half a minute at most
_under_way: dict[int, threading.Thread] = {}


def due() -> list[int]:
    """Outlets whose time has come and that have not sent everything; the longest waiting first."""
    now, raw = now_ms(), raw_connection()
    free = Outlet.objects.filter(state=Outlet.ACTIVE, next_at_ms__lte=now, lease_until_ms__lt=now)
    found: list[int] = []
    for pk, idx, log in free.order_by("next_at_ms", "pk").values_list("pk", "idx", "organisation__uid"):
        if store.chain(raw, log).size - 1 > idx:
            found.append(pk)
    return found


def serve() -> bool:
    """One round; never waits for a receiver."""
    for pk in [pk for pk, thread in _under_way.items() if not thread.is_alive()]:
        del _under_way[pk]
    for pk in due():
        if pk not in _under_way and len(_under_way) < MOST:
            thread = _under_way[pk] = threading.Thread(target=_turns, args=(pk,), daemon=True)
            thread.start()
    return False


def _turns(pk: int) -> None:
    try:
        while deliver(pk):
            pass
    finally:
        connections.close_all()
