"""The end of a retention period: personal payloads that were kept long enough are deleted, unless a hold keeps them."""

from django.db import transaction

from rempart.directory.actions.action import forget_traces, now_ms, raw_connection, system_action
from rempart.directory.store import holds
from rempart.directory.store.models import Organisation
from rempart.events.catalogue import catalogue
from rempart.events.erasure import PAYLOADS_EXPIRED
from rempart.events.retention import UNTIL_ERASED, kept_days, kept_days_of
from rempart.ledger import retention
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject


def days_of(name: str) -> int:
    """How long the personal payload of that kind of event is kept; UNTIL_ERASED for no end."""
    kind = catalogue().get(name)
    return kept_days_of(name) if kind is None else kept_days(kind)


def retain_personal(organisation: Organisation, moment_ms: int | None = None) -> int:
    """One batch of what is due there; how many payloads went. The event holds counts only."""
    now = now_ms() if moment_ms is None else moment_ms
    if holds.on_organisation(organisation, now) is not None:
        return 0
    periods = {kind: days_of(kind) for kind in retention.kinds(raw_connection(), organisation.uid)}
    for kind, days in periods.items():
        if days == UNTIL_ERASED:
            continue
        gone = _expire(organisation, kind, now, days)
        if gone:
            return gone
    return 0


def _expire(organisation: Organisation, kind: str, now: int, days: int) -> int:
    before = now - days * DAY_S * 1000
    oldest = retention.count(raw_connection(), organisation.uid)[kind][1]
    if oldest > before:
        return 0
    with transaction.atomic():
        held = holds.held_subjects(organisation, now)
        gone = retention.expire(raw_connection(), organisation.uid, kind, before, sorted(held))
        if gone:
            with system_action(organisation, while_closed=True) as record:
                body = {"count": gone, "kind": kind, "days": days}
                record.event(PAYLOADS_EXPIRED, Subject("organisation", organisation.uid), body)
            transaction.on_commit(forget_traces)
    return gone
