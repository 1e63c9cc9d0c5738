"""Hits from the spool into the tables, in bulk: rows and the place in the segment commit together, so each is one row."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from django.db import transaction
from django.db.models import Count

from rempart.channel.sealed import encrypt
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.mail.actions.traits import traits_of
from rempart.mail.core.hits.arrived import Arrived, decode
from rempart.mail.core.hits.networks import neighbourhood
from rempart.mail.server.spool import is_left, segments, take
from rempart.mail.store.drill import Message
from rempart.mail.store.hits import HITS_MAX, Hit, HitSegment
from rempart.mail.store.joining import Joiner

BATCH = 1_000  # hits of one transaction: about a third of a second
INSERTED = 200  # rows of one statement


def take_hits(state: Path) -> bool:
    """One batch; True when there was one. Segments that nobody writes to any more go once they are empty."""
    for segment in segments(state):
        name = segment.stem
        left = is_left(segment)  # asked before reading: what comes after is seen next time
        row, _ = HitSegment.objects.get_or_create(name=name, defaults={"at_ms": now_ms()})
        bodies, until = take(segment, row.taken_bytes, BATCH)
        if bodies:
            take_in(row, bodies, until)
            return True
        if left:
            HitSegment.objects.filter(pk=row.pk).update(is_over=True)
            segment.unlink(missing_ok=True)
    return False


@transaction.atomic
def take_in(row: HitSegment, bodies: Sequence[bytes], until: int) -> None:
    """`until` is where the next one begins."""
    mine = HitSegment.objects.filter(pk=row.pk, taken_bytes=row.taken_bytes)
    if mine.update(taken_bytes=until, at_ms=now_ms()) != 1:
        return  # another worker on this machine was first
    arrived = [(f"{row.name}:{row.taken_bytes}:{number}", one) for number, one in enumerate(_decoded(bodies))]
    known = _messages(one.token.hex() for _, one in arrived)
    room = _room([message.pk for message in known.values()])
    made, forged, surplus = [], 0, 0
    joiners: dict[int, Joiner] = {}
    for place, one in arrived:
        message = known.get(one.token.hex())
        if message is None:
            forged += 1
        elif room[message.pk] <= 0:
            surplus += 1
        else:
            room[message.pk] -= 1
            made.append(_hit(place, one, message, _joiner(joiners, message.campaign.organisation)))
    Hit.objects.bulk_create(made, batch_size=INSERTED, ignore_conflicts=True)
    before = HitSegment.objects.get(pk=row.pk)
    HitSegment.objects.filter(pk=row.pk).update(
        stored=before.stored + len(made), forged=before.forged + forged, surplus=before.surplus + surplus
    )


def _decoded(bodies: Iterable[bytes]) -> list[Arrived]:
    found = []
    for body in bodies:
        try:
            found.append(decode(body))
        except msgspec.MsgspecError:
            continue  # of another release
    return found


def _messages(hashes: Iterable[str]) -> dict[str, Message]:
    """Of organisations that are open; those of a closed one have no room, which `_room` says."""
    rows = Message.objects.filter(token_hash__in=set(hashes)).select_related("campaign__organisation")
    return {row.token_hash: row for row in rows}


def _room(messages: list[int]) -> dict[int, int]:
    """How many hits each may still have; none in a closed organisation."""
    is_open = set(
        Message.objects.filter(pk__in=messages, campaign__organisation__closure=None).values_list("pk", flat=True)
    )
    held = dict(
        Hit.objects.filter(message__in=messages).values("message").annotate(n=Count("pk")).values_list("message", "n")
    )
    return {one: HITS_MAX - held.get(one, 0) if one in is_open else 0 for one in messages}


def _joiner(known: dict[int, Joiner], organisation: Organisation) -> Joiner:
    if organisation.pk not in known:
        known[organisation.pk] = Joiner(organisation)
    return known[organisation.pk]


def _hit(place: str, one: Arrived, message: Message, joiner: Joiner) -> Hit:
    row = Hit(message=message, arrived=place, kind=one.kind, link=one.link, method=one.method, at_ms=one.at_ms)
    row.network = joiner.network(neighbourhood(one.address))
    raw = {"address": one.address, "agent": one.agent, "wish": one.wish}
    row.traits = traits_of(raw)
    row.sealed = encrypt(json.dumps(raw).encode(), context_of(row, "sealed"))
    return row
