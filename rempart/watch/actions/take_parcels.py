"""Take in what the prober beside the console saw: parcels, rows, incidents, events and the cursor together."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from django.db import transaction

from rempart.channel.parcels import Parcels
from rempart.watch.actions.blind import Sight
from rempart.watch.actions.pass_time import kinds, tower
from rempart.watch.actions.take_looks import take_looks
from rempart.watch.core.clock import Mark, wall_of
from rempart.watch.core.outcome import Look
from rempart.watch.core.wire import SENDER, Beat, Seen, decode
from rempart.watch.store.models import Monitor, Tower

BATCH = 40  # parcels of one transaction: well under a second of writing, also on a busy machine


def take_parcels(state: Path, now: Mark) -> bool:
    """One batch; True when there was one."""
    parcels = Parcels(state, SENDER)
    try:
        own = tower()
        rows = parcels.take(own.taken, BATCH)
        if not rows:
            return False
        with transaction.atomic():
            if Tower.objects.filter(pk=own.pk, taken=own.taken).update(taken=rows[-1][0]) != 1:
                return True  # another worker on this machine was first
            seen, beats = _read(body for _, body in rows)
            if beats:
                beat_ms = max(wall_of(beat.mono_ms, beat.boot, beat.wall_ms, now) for beat in beats)
                Tower.objects.filter(pk=own.pk).update(beat_ms=beat_ms, late_p99_ms=beats[-1].late_p99_ms)
            take_in(seen, now)
        parcels.drop(rows[-1][0])
        return True
    finally:
        parcels.close()


@transaction.atomic
def take_in(seen: Sequence[Seen], now: Mark, organisation: int | None = None) -> None:
    """In the caller's transaction or one of its own, monitor by monitor in a fixed order. A remote probe speaks for its own
    house alone; what was seen of a closed one, before the probers heard of it, is dropped."""
    by_uid: dict[str, list[Seen]] = {}
    for one in seen:
        by_uid.setdefault(one.monitor, []).append(one)
    known, sight = kinds(), Sight(tower())
    rows = Monitor.objects.filter(uid__in=by_uid, is_on=True, kind__in=known, organisation__closure=None)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    rows = rows.select_related("organisation").select_for_update(of=("self",))
    for row in rows.order_by("organisation_id", "pk"):
        looks = [
            Look(one.place, wall_of(one.mono_ms, one.boot, one.wall_ms, now), one.outcome, one.took_ms, one.reason, one.detail)
            for one in by_uid[row.uid]
        ]  # fmt: skip
        take_looks(row, known[row.kind], looks, sight)


def _read(bodies: Iterable[bytes]) -> tuple[list[Seen], list[Beat]]:
    seen, beats = [], []
    for body in bodies:
        try:
            parcel = decode(body)
        except msgspec.MsgspecError:
            continue  # of another release; it can be looked at again
        if parcel.seen is not None:
            seen.append(parcel.seen)
        if parcel.beat is not None:
            beats.append(parcel.beat)
    return seen, beats
