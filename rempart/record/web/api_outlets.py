"""The API of outlets: where the record goes, with which settings, and what became of it."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja import Query, Router, Status
from ninja.errors import HttpError, ValidationError

from rempart.channel.sealed import Unreadable
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Listed, moment, needs
from rempart.directory.web.idempotent import HEADER, idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.events.catalogue import catalogue
from rempart.record.actions import change_outlet as actions
from rempart.record.actions.outlet_faults import faults_of
from rempart.record.core.outlet import Carrier
from rempart.record.core.outlet import Outlet as Unit
from rempart.record.core.settings import OPTIONAL, SEALED
from rempart.record.store import outlets as held
from rempart.record.store.models import Delivery, Outlet
from rempart.record.web.api_outlets_said import (
    Formats,
    OutletChange,
    OutletIn,
    OutletMade,
    OutletOut,
    OutletWhole,
    SecretOut,
    TestOut,
)
from rempart.record.web.words import delivery_text
from rempart.terms.moment import rfc3339
from rempart.terms.severity import Severity

router = Router(tags=["outlets"])
OUTLETS = Permission.MANAGE_OUTLETS
SHOWN = 30  # deliveries, as on the page


def _outlet(row: Outlet) -> dict[str, Any]:
    return {
        "uid": row.uid, "unit": row.unit, "name": row.name, "state": row.state, "last_delivered": row.idx,
        "delivered_at": moment(row.delivered_at_ms), "failed_tries": row.tries,
    }  # fmt: skip


def _whole(row: Outlet) -> dict[str, Any]:
    row.refresh_from_db()
    try:
        known = {name: value for name, value in held.unseal(row).settings.items() if name not in SEALED}
    except Unreadable:
        known = None
    recent = Delivery.objects.filter(outlet=row).order_by("-pk")[:SHOWN]
    return {
        **_outlet(row), "settings": known, "least_severity": Severity(row.least_severity).word,
        "areas": [area for area in row.areas.split(",") if area], "deliveries": [_delivery(one) for one in recent],
    }  # fmt: skip


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "at": rfc3339(row.at_ms), "first": row.first_idx, "last": row.last_idx, "count": row.count,
        "is_test": row.is_test, "code": row.code or None, "took_ms": row.took_ms,
    }  # fmt: skip


def _wish(unit: Unit, sent: OutletChange) -> actions.Wish:
    values = sent.settings.values()
    wrong = dict.fromkeys(values.keys() - set(unit.settings), "not_of_this_format") | faults_of(unit, values)
    faults = [{"loc": ("body", "settings", name), "msg": code} for name, code in sorted(wrong.items())]
    known = {name.split(".")[0] for name in catalogue()}
    faults += [{"loc": ("body", "areas"), "msg": f"no area: {area}"} for area in sent.areas if area not in known]
    if not sent.name.strip():
        faults.append({"loc": ("body", "name"), "msg": "missing"})
    if faults:
        raise ValidationError(faults)
    complete = {name: values.get(name, "") for name in unit.settings}
    loudness = Severity[sent.least_severity.upper()]
    return actions.Wish(sent.name.strip(), complete, loudness, sorted(set(sent.areas)))


def _one(request: HttpRequest, uid: str) -> Outlet:
    return fence.fetch(request, Outlet, uid, OUTLETS)


class _readable:
    """Around what opens the sealed settings."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: object) -> None:
        if isinstance(value, Unreadable):
            words = "The stored settings cannot be opened any more. Remove this outlet and add it again."
            raise HttpError(409, words) from value


@router.get("/outlet-formats", response=Formats)
@needs(OUTLETS, whole=True)
def formats(request: HttpRequest) -> dict[str, Any]:
    """How entries can be written, and what each format has to know."""
    return {"items": [_format(name, unit) for name, unit in actions.units().items()]}


def _format(name: str, unit: Unit) -> dict[str, Any]:
    return {
        "format": name, "title": unit.title, "needed": [one for one in unit.settings if one not in OPTIONAL],
        "optional": [one for one in unit.settings if one in OPTIONAL], "signs": unit.carrier is Carrier.POST,
    }  # fmt: skip


@router.get("/outlets", response=Listed[OutletOut])
@needs(OUTLETS, whole=True)
def outlets(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Where the record goes."""
    rows, more = page(Outlet.objects.filter(organisation=fence.tenant(request)), asked)
    return listed([_outlet(row) for row in rows], more)


@router.post("/outlets", response={201: OutletMade})
@needs(OUTLETS, whole=True)
def add(request: HttpRequest, sent: OutletIn) -> Any:
    """Send the record to one more place. An answer with a signing secret is not kept for a repeat."""
    unit = actions.units().get(sent.format)
    if unit is None:
        raise HttpError(422, "There is no such format; /outlet-formats lists them.")
    if unit.carrier is Carrier.POST and HEADER in request.headers:
        raise HttpError(400, f"An answer with a secret is not kept: leave out {HEADER}.")
    return _add(request, unit, sent)


@idempotent
def _add(request: HttpRequest, unit: Unit, sent: OutletIn) -> Answer:
    wish, firm = _wish(unit, sent), fence.tenant(request)
    try:
        made, secret = actions.add_outlet(fence.account(request), firm, unit.id, wish, from_start=sent.from_start)
    except actions.TooMany as many:
        raise HttpError(409, f"There are {actions.MOST_OUTLETS} outlets already. Remove one first.") from many
    return Status(201, {**_whole(made), "secret": secret or None})


@router.get("/outlets/{uid}", response=OutletWhole)
@needs(OUTLETS, whole=True)
def outlet(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One of them, with its settings and its newest deliveries."""
    return _whole(_one(request, uid))


@router.put("/outlets/{uid}", response=OutletWhole)
@needs(OUTLETS, whole=True)
def change(request: HttpRequest, uid: str, sent: OutletChange) -> dict[str, Any]:
    """Other settings; it tries again at once."""
    row = _one(request, uid)
    wish = _wish(actions.units()[row.unit], sent)
    with _readable():
        actions.change_outlet(fence.account(request), row, wish)
    return _whole(row)


@router.delete("/outlets/{uid}", response={204: None})
@needs(OUTLETS, whole=True)
def remove(request: HttpRequest, uid: str) -> Answer:
    """Send nothing there any more; its settings and secrets go."""
    actions.remove_outlet(fence.account(request), _one(request, uid))
    return Status(204, None)


@router.post("/outlets/{uid}/pause", response=OutletWhole)
@needs(OUTLETS, whole=True)
def pause(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Send nothing for now; nothing is lost."""
    row = _one(request, uid)
    actions.pause_outlet(fence.account(request), row)
    return _whole(row)


@router.post("/outlets/{uid}/resume", response=OutletWhole)
@needs(OUTLETS, whole=True)
def resume(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Go on from where it stood."""
    row = _one(request, uid)
    actions.resume_outlet(fence.account(request), row)
    return _whole(row)


@router.post("/outlets/{uid}/test", response=TestOut)
@needs(OUTLETS, whole=True)
def test(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Send a message that says it is a test, now, and say whether it arrived. Over UDP nobody can tell."""
    row = _one(request, uid)
    with _readable():
        sent = actions.try_outlet(fence.account(request), row)
    with translation.override("en"):
        says = str(delivery_text(sent.code)) if sent.code else None
    return {"arrived": not sent.code, "code": sent.code or None, "says": says}


@router.post("/outlets/{uid}/secret", response=SecretOut)
@needs(OUTLETS, whole=True)
def rotate(request: HttpRequest, uid: str) -> dict[str, str]:
    """A new signing secret."""
    row = _one(request, uid)
    if actions.units()[row.unit].carrier is not Carrier.POST:
        raise HttpError(409, "What this format sends is not signed.")
    with _readable():
        return {"secret": actions.rotate_secret(fence.account(request), row)}
