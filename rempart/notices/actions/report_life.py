"""Tell a service outside, or a peer, that this installation lives: only while its own parts work."""

from rempart import __version__
from rempart.channel import outbound
from rempart.channel.sealed import Unreadable, decrypt, encrypt
from rempart.directory.actions.action import action, now_ms, raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import notices as events
from rempart.ledger import store
from rempart.notices.store.models import Pulse
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

CONTEXT = context_of(Pulse(), "sealed")
WAITING_MAX = 5_000  # entries without an index: more means that nobody integrates, and then we are not well


def set_pulse(actor: Account, organisation: Organisation, url: str, every_s: int) -> None:
    """Where to report; an empty address ends it. Raises outbound.Barred for what is no address."""
    if url:
        outbound.place_of(url)
    with action(actor, organisation, Permission.OPERATE) as record:
        if url:
            values = {"sealed": encrypt(url.encode(), CONTEXT), "every_s": every_s, "last_ok_ms": None, "code": ""}
            Pulse.objects.update_or_create(one=1, defaults=values)
        else:
            Pulse.objects.filter(one=1).delete()
        record.event(events.PULSE_SET, Subject("pulse", "out"), {"every_s": every_s if url else 0})


def report_life() -> bool:
    """One report when it is due. Silence is the alarm: when something here is wrong, nothing is sent."""
    row = Pulse.objects.filter(one=1).first()
    now = now_ms()
    if row is None or (row.last_ok_ms is not None and now - row.last_ok_ms < row.every_s * 1000):
        return False
    code = _report(row) if _is_well(now) else "unwell"
    if code:
        Pulse.objects.filter(pk=row.pk).update(code=code)
    else:
        Pulse.objects.filter(pk=row.pk).update(code="", last_ok_ms=now)
    return False


def _is_well(now: int) -> bool:
    raw = raw_connection()
    if store.pending_count(raw) > WAITING_MAX:
        return False
    heads = [head for name in store.logs(raw) if (head := store.head(raw, name)) is not None]
    newest = max((head.recorded_ms for head in heads), default=now)
    return now - newest < DAY_S * 1000


def _report(row: Pulse) -> str:
    try:
        url = decrypt(bytes(row.sealed), CONTEXT).decode()
        answer = outbound.request("POST", url, {"user-agent": f"Rempart/{__version__}"}, total_s=10.0)
    except Unreadable:
        return "sealed"
    except outbound.Barred:
        return "barred"
    except outbound.Unreached as trouble:
        return trouble.code
    return "" if 200 <= answer.status < 300 else f"answered_{answer.status}"
