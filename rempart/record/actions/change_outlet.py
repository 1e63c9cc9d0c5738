"""Add, change, pause, resume, remove an outlet; replace its secret; send a test."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rempart.channel.kept import with_kept
from rempart.directory.actions.action import action, demand, now_ms, raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, new_uid
from rempart.events import record as events
from rempart.ledger import store
from rempart.record.actions.deliver import note_delivery
from rempart.record.core import signature
from rempart.record.core.held import Held
from rempart.record.core.item import Item
from rempart.record.core.outlet import Carrier
from rempart.record.core.outlet import Outlet as Unit
from rempart.record.core.settings import SEALED
from rempart.record.net.send import Sent, send
from rempart.record.store import outlets
from rempart.record.store.models import Outlet
from rempart.registry.discover import discover
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity

MOST_OUTLETS = 20  # of one organisation: each costs a thread while it sends
TEST_SENTENCE = "This is a test of the outlet; nothing happened."


class TooMany(Exception):
    """The organisation has as many outlets as it may."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for. Where a sealed setting is empty, the one from before stays."""

    name: str
    settings: Mapping[str, str]
    least_severity: Severity = Severity.NONE
    areas: Sequence[str] = ()


def units() -> dict[str, Unit]:
    """The formats on offer."""
    return discover("rempart.record.outlets", Unit)


def add_outlet(
    actor: Account, organisation: Organisation, unit: str, wish: Wish, *, from_start: bool
) -> tuple[Outlet, str]:
    """The outlet and its signing secret ("" for a format that does not sign), which is shown only now."""
    with action(actor, organisation, Permission.MANAGE_OUTLETS) as record:
        if Outlet.objects.filter(organisation=organisation).count() >= MOST_OUTLETS:
            raise TooMany
        newest = store.chain(raw_connection(), organisation.uid).size - 1
        uid, secret = new_uid(), signature.new_secret() if units()[unit].carrier is Carrier.POST else ""
        made = Outlet.objects.create(
            organisation=organisation,
            uid=uid,
            unit=unit,
            idx=-1 if from_start else newest,
            sealed=outlets.seal(uid, Held(dict(wish.settings), secret)),
            **_plain(wish),
        )
        record.event(events.OUTLET_ADDED, Subject("outlet", uid), {"unit": unit, "from": made.idx + 1})
    return made, secret


def change_outlet(actor: Account, outlet: Outlet, wish: Wish) -> None:
    """New settings; it tries again at once."""
    with action(actor, outlet.organisation, Permission.MANAGE_OUTLETS) as record:
        held = outlets.unseal(outlet)
        settings = with_kept(held.settings, wish.settings, SEALED)
        values = {**_plain(wish), "sealed": outlets.seal(outlet.uid, replace(held, settings=settings))}
        Outlet.objects.filter(pk=outlet.pk).update(**values, next_at_ms=0)
        record.event(events.OUTLET_CHANGED, Subject("outlet", outlet.uid), {})


def _plain(wish: Wish) -> dict[str, object]:
    return {"name": wish.name, "least_severity": int(wish.least_severity), "areas": ",".join(wish.areas)}


def pause_outlet(actor: Account, outlet: Outlet) -> None:
    """Nothing is lost: what happens meanwhile is sent when it goes on."""
    with action(actor, outlet.organisation, Permission.MANAGE_OUTLETS) as record:
        Outlet.objects.filter(pk=outlet.pk).update(state=Outlet.PAUSED)
        record.event(events.OUTLET_PAUSED, Subject("outlet", outlet.uid), {})


def resume_outlet(actor: Account, outlet: Outlet) -> None:
    """From where it stood, at once."""
    with action(actor, outlet.organisation, Permission.MANAGE_OUTLETS) as record:
        values = {"state": Outlet.ACTIVE, "tries": 0, "next_at_ms": 0, "failing_since_ms": None, "is_shouted": False}
        Outlet.objects.filter(pk=outlet.pk).update(**values)
        record.event(events.OUTLET_RESUMED, Subject("outlet", outlet.uid), {})


def remove_outlet(actor: Account, outlet: Outlet) -> None:
    """With its settings and secrets."""
    with action(actor, outlet.organisation, Permission.MANAGE_OUTLETS) as record:
        record.event(events.OUTLET_REMOVED, Subject("outlet", outlet.uid), {"unit": outlet.unit})
        outlet.delete()


def rotate_secret(actor: Account, outlet: Outlet) -> str:
    """The new secret, shown only now; for a day the old one signs as well."""
    with action(actor, outlet.organisation, Permission.MANAGE_OUTLETS) as record:
        held, secret = outlets.unseal(outlet), signature.new_secret()
        until = now_ms() + signature.OVERLAP_S * 1000
        changed = replace(held, secret=secret, older=held.secret, older_until_ms=until)
        Outlet.objects.filter(pk=outlet.pk).update(sealed=outlets.seal(outlet.uid, changed))
        record.event(events.SECRET_ROTATED, Subject("outlet", outlet.uid), {})
    return secret


def try_outlet(actor: Account, outlet: Outlet) -> Sent:
    """A message that says it is a test, sent now; the cursor stays. No transaction is open while it travels."""
    demand(actor, outlet.organisation, Permission.MANAGE_OUTLETS)
    unit, now = units()[outlet.unit], now_ms()
    item = Item(
        log=outlet.organisation.uid, index=-1, hash="0" * 64, kind="record.outlet.tested", schema=1, at_ms=now,
        recorded_ms=now, actor=f"account:{actor.uid}", subject_kind="outlet", subject_id=outlet.uid,
        severity=Severity.NONE, sentence=TEST_SENTENCE, body={"test": True}, test=new_uid(),
    )  # fmt: skip
    begun = time.monotonic()
    sent = send(unit, [item], outlets.unseal(outlet))
    took = int((time.monotonic() - begun) * 1000)
    with action(actor, outlet.organisation, Permission.MANAGE_OUTLETS) as record:
        note_delivery(
            outlet, at_ms=now, first_idx=-1, last_idx=-1, count=sent.count, is_test=True, code=sent.code,
            detail=sent.detail[:400], took_ms=took,
        )  # fmt: skip
        record.event(events.OUTLET_TESTED, Subject("outlet", outlet.uid), {"result": sent.code or "arrived"})
    return sent
