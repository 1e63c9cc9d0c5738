"""One turn of one outlet: take the lease, send what waits in order, remember how far it got.

The cursor moves only after the other side has taken an entry, so a kill at any moment repeats entries and loses none.
"""

import time
from dataclasses import dataclass

from django.db import transaction

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import now_ms, raw_connection, system_action
from rempart.directory.store.closures import is_closed
from rempart.directory.store.models import new_uid
from rempart.events import record as events
from rempart.events.catalogue import catalogue
from rempart.ledger import store
from rempart.record.core import pauses
from rempart.record.core.item import Item, item_of
from rempart.record.core.outlet import Outlet as Unit
from rempart.record.net.send import Sent, send
from rempart.record.store import outlets
from rempart.record.store.models import Delivery, Outlet
from rempart.registry.discover import discover
from rempart.terms.scope import Subject

BATCH = 100  # entries a turn
LEASE_MS = 60_000  # longer than the longest turn: 20 s of sending, then one last message of 35 s at most
KEPT = 100  # deliveries an outlet remembers


@dataclass(frozen=True, slots=True)
class _Turn:
    outlet: Outlet
    items: list[Item]
    numbers: list[int]  # of each item, in the whole record
    last_idx: int  # where the cursor stands once all of them are delivered


def deliver(pk: int) -> bool:
    """One turn; True when more waits. Harmless when another process is at it."""
    outlet = _claim(pk)
    if outlet is None:
        return False
    turn = _turn(outlet)
    if not turn.items:
        return _release(outlet, idx=turn.last_idx)
    begun = time.monotonic()
    sent = _send(turn)
    return _settle(turn, sent, int((time.monotonic() - begun) * 1000))


def _claim(pk: int) -> Outlet | None:
    now = now_ms()
    free = Outlet.objects.filter(pk=pk, state=Outlet.ACTIVE, next_at_ms__lte=now, lease_until_ms__lt=now)
    lease = new_uid()
    if free.update(lease=lease, lease_until_ms=now + LEASE_MS) != 1:
        return None
    return Outlet.objects.select_related("organisation").filter(pk=pk, lease=lease).first()


def _turn(outlet: Outlet) -> _Turn:
    raw, kinds = raw_connection(), catalogue()
    logs = store.chain(raw, outlet.organisation.uid)
    found = store.read_numbered(raw, logs, outlet.idx, outlets.kinds_let_through(outlet), BATCH)
    numbers = [one.number for one in found]
    last = numbers[-1] if len(found) == BATCH else max([logs.size - 1, outlet.idx, *numbers])
    return _Turn(outlet, [item_of(one.recorded, kinds) for one in found], numbers, last)


def _send(turn: _Turn) -> Sent:
    try:
        held = outlets.unseal(turn.outlet)
    except Unreadable as fault:
        return Sent(0, "unreadable", str(fault))
    return send(discover("rempart.record.outlets", Unit)[turn.outlet.unit], turn.items, held)


def _settle(turn: _Turn, sent: Sent, took_ms: int) -> bool:
    outlet, now = turn.outlet, now_ms()
    is_whole = sent.count == len(turn.items)
    first, last = turn.numbers[0], turn.numbers[max(sent.count - 1, 0)]
    reached = turn.last_idx if is_whole else (last if sent.count else outlet.idx)
    note = {"at_ms": now, "first_idx": first, "last_idx": last, "count": sent.count, "took_ms": took_ms}
    note_delivery(outlet, **note, code=sent.code, detail=sent.detail[:400])
    if not sent.code:
        _recover(outlet)
        _release(outlet, idx=reached, tries=0, failing_since_ms=None, next_at_ms=0, delivered_at_ms=now)
        return True
    tries = 1 if sent.count else outlet.tries + 1
    since = now if sent.count or outlet.failing_since_ms is None else outlet.failing_since_ms
    _release(outlet, idx=reached, tries=tries, failing_since_ms=since, next_at_ms=now + pauses.pause_s(tries) * 1000)
    if now - since >= pauses.SHOUT_AFTER_S * 1000:
        _shout(outlet, sent.code)
    return False


def _release(outlet: Outlet, **values: object) -> bool:
    """Only while the lease is still ours: a turn that took too long must not put the cursor back."""
    mine = Outlet.objects.filter(pk=outlet.pk, lease=outlet.lease)
    mine.update(**values, lease="", lease_until_ms=0)
    return False


def note_delivery(outlet: Outlet, **values: object) -> None:
    """One row more; the oldest beyond those kept go."""
    with transaction.atomic():
        Delivery.objects.create(outlet=outlet, **values)
        mine = Delivery.objects.filter(outlet=outlet).order_by("-pk")
        beyond = mine.values_list("pk", flat=True)[KEPT : KEPT + 1].first()
        if beyond is not None:
            mine.filter(pk__lte=beyond).delete()


def _shout(outlet: Outlet, code: str) -> None:
    if Outlet.objects.filter(pk=outlet.pk, is_shouted=True).exists() or is_closed(outlet.organisation):
        return
    waiting = store.chain(raw_connection(), outlet.organisation.uid).size - 1 - outlet.idx
    with system_action(outlet.organisation) as record:
        Outlet.objects.filter(pk=outlet.pk).update(is_shouted=True)
        record.event(events.OUTLET_STALLED, Subject("outlet", outlet.uid), {"code": code, "waiting": waiting})


def _recover(outlet: Outlet) -> None:
    """After a delivery: the shout, if there was one, is taken back."""
    if not Outlet.objects.filter(pk=outlet.pk, is_shouted=True).exists() or is_closed(outlet.organisation):
        return
    with system_action(outlet.organisation) as record:
        Outlet.objects.filter(pk=outlet.pk).update(is_shouted=False)
        record.event(events.OUTLET_RECOVERED, Subject("outlet", outlet.uid), {})
