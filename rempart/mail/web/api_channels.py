"""The API of the ways in for reports: the address for which mails are taken by SMTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.web import fence
from rempart.directory.web.calls import Sent, needs
from rempart.mail.actions.set_intake import IntakeWish, Taken, end_intake, set_intake
from rempart.mail.actions.set_mailbox import NEEDED
from rempart.mail.core.reported.own_networks import MOST, network_of
from rempart.mail.store.intake import Intake
from rempart.mail.web.vouching_fields import MAX_HOPS

router = Router(tags=["mail reports"])


class IntakeSent(Sent):
    """`networks` in CIDR notation: the organisation's own mail servers, at most 256 addresses each, or a /48 of IPv6."""

    address: str = Field(pattern=r"^[^@\s<>]{1,64}@[^@\s<>]{1,189}$")
    networks: list[str] = Field(default_factory=list, max_length=MOST)
    authserv_id: str = Field(default="", max_length=253, pattern=r"^[!-~]*$")
    own_hops: int = Field(default=0, ge=0, le=MAX_HOPS)


@router.get("/mail/intake")
@needs(NEEDED, whole=True)
def intake(request: HttpRequest) -> dict[str, Any]:
    """The address for which reports are taken by SMTP; null where there is none."""
    return _told(Intake.objects.filter(organisation=fence.tenant(request)).first())


@router.put("/mail/intake")
@needs(NEEDED, whole=True)
def change_intake(request: HttpRequest, sent: IntakeSent) -> dict[str, Any]:
    """Mails for it are taken at once, where the operator has opened the door."""
    try:
        networks = tuple(str(network_of(one)) for one in sent.networks)
    except ValueError as bad:
        raise HttpError(422, "No network, or one that holds more machines than are your own.") from bad
    wish = IntakeWish(sent.address, networks, sent.authserv_id, sent.own_hops)
    try:
        return _told(set_intake(fence.account(request), fence.tenant(request), wish))
    except Taken as bad:
        raise HttpError(409, "Another organisation here takes mails for this address.") from bad


@router.delete("/mail/intake")
@needs(NEEDED, whole=True)
def drop_intake(request: HttpRequest) -> dict[str, Any]:
    """Nothing more is taken by SMTP; what came by it stays."""
    end_intake(fence.account(request), fence.tenant(request))
    return _told(None)


def _told(row: Intake | None) -> dict[str, Any]:
    if row is None:
        return {"address": None, "networks": [], "authserv_id": "", "own_hops": 0}
    names = ("address", "networks", "authserv_id", "own_hops")
    return {name: getattr(row, name) for name in names}
