"""Who reports here that they live: add, hear, miss, forget."""

import hashlib
import secrets
from typing import NamedTuple

from django.db import transaction

from rempart.directory.actions.action import action, now_ms, one_at_a_time, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import notices as events
from rempart.notices.store.models import Peer
from rempart.terms.scope import Subject

PEERS_MAX = 200  # of one organisation
MISSED = 3  # reports in a row before it counts as silent: one lost packet wakes nobody
EVERY_MIN_S, EVERY_MAX_S = 5, 86_400


class TooMany(Exception):
    """The organisation watches as many as it may."""


class Added(NamedTuple):
    """`secret` is shown once; only its digest is kept."""

    peer: Peer
    secret: str


def add_peer(actor: Account, organisation: Organisation, name: str, every_s: int) -> Added:
    """Silence counts from now on. Raises TooMany, ValueError."""
    if not EVERY_MIN_S <= every_s <= EVERY_MAX_S:
        raise ValueError(f"between {EVERY_MIN_S} and {EVERY_MAX_S} seconds")
    with action(actor, organisation, Permission.MANAGE_NOTICES) as record:
        if Peer.objects.filter(organisation=organisation).count() >= PEERS_MAX:
            raise TooMany
        secret = secrets.token_urlsafe(24)
        digest = hashlib.sha256(secret.encode()).hexdigest()
        values = {"name": name, "every_s": every_s, "digest": digest, "last_ms": now_ms()}
        peer = Peer.objects.create(organisation=organisation, **values)
        record.event(events.PEER_ADDED, Subject("peer", peer.uid), {"every_s": every_s})
        return Added(peer, secret)


def remove_peer(actor: Account, peer: Peer) -> None:
    """It is no longer missed."""
    with action(actor, peer.organisation, Permission.MANAGE_NOTICES) as record:
        record.event(events.PEER_REMOVED, Subject("peer", peer.uid), {})
        peer.delete()


def hear(secret: str) -> bool:
    """One report; False for a secret nobody was given."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    return Peer.objects.filter(digest=digest).update(last_ms=now_ms()) == 1


def miss() -> bool:
    """Who has gone silent, and who is back; each is said once."""
    now, moved = now_ms(), False
    for peer in Peer.objects.filter(organisation__closure=None).select_related("organisation").order_by("pk"):
        silent_ms = now - (peer.last_ms or 0)
        is_silent = silent_ms > peer.every_s * MISSED * 1000
        if is_silent == peer.is_silent:
            continue
        moved |= _turn(peer, is_silent, {"silent_s": silent_ms // 1000} if is_silent else {})
    return moved


def _turn(peer: Peer, is_silent: bool, body: dict[str, int]) -> bool:
    """False when somebody else has said it, or when it reported, was removed or its organisation closed meanwhile."""
    kind = events.PEER_SILENT if is_silent else events.PEER_BACK
    as_seen = {"is_silent": peer.is_silent, "last_ms": peer.last_ms, "organisation__closure": None}
    with transaction.atomic():
        one_at_a_time(peer.organisation)
        if Peer.objects.filter(pk=peer.pk, **as_seen).update(is_silent=is_silent) != 1:
            return False
        with system_action(peer.organisation) as record:
            record.event(kind, Subject("peer", peer.uid), body)
    return True
