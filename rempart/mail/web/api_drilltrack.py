"""The API of what comes of drill mails: figures of groups, one's own results, and the networks that tell machines apart."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Sent, moment, needs, own
from rempart.mail.actions.set_networks import set_networks
from rempart.mail.core.hits.networks import NAMED_MAX
from rempart.mail.store.drill import Campaign
from rempart.mail.store.hits import Networks
from rempart.mail.web.own_views import own as own_drills
from rempart.mail.web.present_figures import effect_of, live_or_fixed

router = Router(tags=["drills"])


class NetworksSent(Sent):
    """Networks in CIDR notation; both lists are replaced."""

    own: list[str] = Field(default_factory=list, max_length=NAMED_MAX)
    machines: list[str] = Field(default_factory=list, max_length=NAMED_MAX)


@router.get("/mail/campaigns/{uid}/figures")
@needs(Permission.READ_DRILLS, whole=True)
def figures(request: HttpRequest, uid: str) -> dict[str, Any]:
    """What came of a drill, in counts and shares with their 95 % intervals. `cuts` are by team (the team's uid; empty =
    everybody else), in steps of three, and come with `fixed_at`: from then on nothing changes. `hits` says how many requests
    were judged a machine's; pictures fetched are unverified and in no figure. `effect` is that of the teaching page on the
    next drill. With too few people everything but `people` is missing."""
    campaign = fence.fetch(request, Campaign, uid, Permission.READ_DRILLS, begun_ms__isnull=False)
    body, fixed = live_or_fixed(campaign)
    told = {name: value for name, value in body.items() if name not in ("followed", "mails")}
    return {"campaign": uid, "fixed_at": moment(fixed), **told, "effect": asdict(effect_of(campaign))}


@router.get("/mail/drills/mine")
@own
def mine(request: HttpRequest) -> dict[str, Any]:
    """Drills that are over and had a mail for the caller."""
    account = fence.account(request)
    found = own_drills(account, fence.tenant(request), account.language or "en")
    return {"drills": [{"begun_at": moment(one.begun_ms), "subject": one.subject, "is_clicked": one.is_clicked, "is_reported": one.is_reported} for one in found]}  # fmt: skip


@router.get("/mail/networks")
@needs(Permission.READ_DRILLS, whole=True)
def networks(request: HttpRequest) -> dict[str, Any]:
    """The networks that this organisation names."""
    return _told(Networks.objects.filter(organisation=fence.tenant(request)).first())


@router.put("/mail/networks")
@needs(Permission.DRILL, whole=True)
def change_networks(request: HttpRequest, sent: NetworksSent) -> dict[str, Any]:
    """`own`: offices behind which many people share an address. `machines`: what reads mail before people do. Hits whose
    address is still kept are judged again."""
    try:
        row = set_networks(fence.account(request), fence.tenant(request), sent.own, sent.machines)
    except ValueError as bad:
        raise HttpError(422, f"No network, or too large a one: {bad}") from bad
    return _told(row)


def _told(row: Networks | None) -> dict[str, Any]:
    return {"own": row.own if row else [], "machines": row.machines if row else []}
