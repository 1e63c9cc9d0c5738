"""Remote probes: invited by a code, enrolled by their key, heard while their number grows, removed by a person."""

import time

import msgspec
from django.db import transaction

from rempart.directory.actions.action import action, now_ms, raw_connection, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import watch as events
from rempart.terms.addresses import zone_of
from rempart.terms.evidence import Vantage
from rempart.terms.scope import Subject
from rempart.watch.actions.pass_time import now_mark
from rempart.watch.actions.take_parcels import take_in
from rempart.watch.core.code import LIVES_S, digest_of, new_code
from rempart.watch.core.probe_wire import LOOKS_MAX, OLDEST_MS, Report, Sent, Told, is_key, is_signed, version_of
from rempart.watch.core.reasons import REASONS
from rempart.watch.core.wire import ASKS, TEXT_MAX, Seen
from rempart.watch.store import wanted
from rempart.watch.store.models import TITLE_MAX, Probe

PROBES_MAX = 50
NUMBER_MAX = 2**62


class TooMany(Exception):
    """The organisation has as many probes as it may."""


def invite_probe(actor: Account, organisation: Organisation, name: str) -> tuple[Probe, str]:
    """The row and the code, which is shown once. Raises TooMany."""
    code = new_code()
    with action(actor, organisation, Permission.MANAGE_WATCH) as record:
        if Probe.objects.filter(organisation=organisation, is_on=True).count() >= PROBES_MAX:
            raise TooMany
        row = Probe.objects.create(
            organisation=organisation, name=name[:TITLE_MAX], code_digest=digest_of(code),
            code_until_ms=now_ms() + LIVES_S * 1_000,
        )  # fmt: skip
        record.event(events.PROBE_INVITED, Subject("place", row.uid), {})
    return row, code


def remove_probe(actor: Account, row: Probe) -> None:
    """It is not listened to any more; what it saw stays."""
    with action(actor, row.organisation, Permission.MANAGE_WATCH) as record:
        Probe.objects.filter(pk=row.pk).update(is_on=False, key="", code_digest="")
        record.event(events.PROBE_REMOVED, Subject("place", row.uid), {})


def enrol_probe(code: str, key: str, address: str) -> str | None:
    """The probe's id; None for a code that is none, was used, or is too old. A code works once."""
    digest = digest_of(code)
    if not digest or not is_key(key):
        return None
    with transaction.atomic():
        rows = Probe.objects.filter(code_digest=digest, code_until_ms__gt=now_ms(), is_on=True)
        row = rows.select_related("organisation").first()
        values = {
            "code_digest": "",
            "key": key,
            "seen_ms": now_ms(),
            "address": address,
            "vantage": vantage_of(address),
        }
        if row is None or Probe.objects.filter(pk=row.pk, code_digest=digest).update(**values) != 1:
            return None
        with system_action(row.organisation, f"place:{row.uid}") as record:
            body = {"key": key[-8:], "vantage": vantage_of(address)}
            record.event(events.PROBE_ENROLLED, Subject("place", row.uid), body)
        return row.uid


def vantage_of(address: str) -> str:
    """By where its requests come from: never what the probe says of itself."""
    try:
        zone = zone_of(address)
    except ValueError:
        return Vantage.LAB.value
    return {"public": Vantage.EXTERNAL, "private": Vantage.SAME_NETWORK}.get(zone, Vantage.LAB).value


def known_probe(uid: str, number: int, body: bytes, signature: str) -> Probe | None:
    """None for a stranger, a removed one, a wrong signature and a number that was seen before: the same for all."""
    row = Probe.objects.filter(uid=uid, is_on=True).exclude(key="").select_related("organisation").first()
    if row is None or not 0 < number < NUMBER_MAX or not is_signed(row.key, uid, number, body, signature):
        return None
    fresh = Probe.objects.filter(pk=row.pk, last_number__lt=number)
    return row if fresh.update(last_number=number) == 1 else None


def hear_probe(row: Probe, sent: Sent, address: str) -> Told:
    """Takes in what it saw of its own house, and tells it what is wanted there."""
    now = now_ms()
    with transaction.atomic():
        values = {"seen_ms": now, "address": address, "vantage": vantage_of(address)}
        Probe.objects.filter(pk=row.pk).update(**values)
        seen = [_seen(row, one, now) for one in sent.looks[:LOOKS_MAX] if 0 <= one.age_ms <= OLDEST_MS]
        if seen:
            take_in(seen, now_mark(), organisation=row.organisation_id)
    mine = tuple(wish for wish in wanted.wishes() if wish.org == row.organisation.uid)
    version = version_of(mine)
    asks = {uid: at for uid, at in _asks().items() if any(wish.uid == uid for wish in mine)}
    return Told(version, None if version == sent.version else mine, asks)


def _seen(row: Probe, one: Report, now: int) -> Seen:
    reason = one.reason if one.reason in REASONS or not one.reason else "unexpected"
    took = min(max(0, one.took_ms), OLDEST_MS)
    return Seen(one.monitor, one.outcome, 0, "", now - one.age_ms, took, 0, reason, one.detail[:TEXT_MAX], {}, row.uid)


def _asks() -> dict[str, int]:
    query = "SELECT document FROM published_document WHERE name = ?"
    found = raw_connection().execute(query, (ASKS,)).fetchone()
    fresh = time.time_ns() // 1_000_000 - wanted.ASK_KEPT_MS
    asks: dict[str, int] = msgspec.json.decode(bytes(found[0])) if found else {}
    return {uid: at for uid, at in asks.items() if at > fresh}
