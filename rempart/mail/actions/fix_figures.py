"""The figures of a campaign that is over are fixed: from then on no erasure, no late click and no edit changes them."""

from typing import Any

from django.db import transaction

from rempart.directory.actions.action import now_ms, system_action
from rempart.events import mail_hits as events
from rempart.mail.core.drill.states import Group, Sent, State
from rempart.mail.core.figures.figures import figures
from rempart.mail.core.hits.signs import RULES
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.hits import Figures, Hit
from rempart.mail.store.outcomes import by_pseudonym, hit_counts
from rempart.mail.store.reported import decided
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

SETTLE_MS = 3 * DAY_S * 1_000  # mails are opened after a weekend, too
FOLLOWED_MS = 365 * DAY_S * 1_000  # an effect is looked for within a year
OVER = (State.DONE, State.STOPPED)


def fix_one(moment_ms: int | None = None) -> bool:
    """One campaign that is over for long enough and wholly judged; True when there was one."""
    now = now_ms() if moment_ms is None else moment_ms
    over = Campaign.objects.filter(
        state__in=OVER, ended_ms__lte=now - SETTLE_MS, begun_ms__isnull=False, organisation__closure=None
    )
    for campaign in over.filter(figures=None).order_by("ended_ms", "pk"):
        if not Hit.objects.filter(message__campaign=campaign, rules=0).exists():
            fix_figures(campaign)
            return True
    return False


@transaction.atomic
def fix_figures(campaign: Campaign) -> None:
    """Once; whoever comes second changes nothing."""
    body = body_of(campaign, with_cuts=True) | {"followed": followed(campaign), "mails": mails_of(campaign)}
    made = {"at_ms": now_ms(), "rules": RULES, "body": body}
    if not Figures.objects.get_or_create(campaign=campaign, defaults=made)[1]:
        return
    with system_action(campaign.organisation) as record:
        counts = {"people": body["people"], "reported": body.get("reported", {}).get("k", 0)}
        record.event(events.FIGURES_FIXED, Subject("campaign", campaign.uid), counts)


def body_of(campaign: Campaign, *, with_cuts: bool) -> dict[str, Any]:
    """Of this moment."""
    found = figures(list(by_pseudonym(campaign).values()), campaign.team_minimum, with_cuts=with_cuts)
    if found["too_few"]:
        return found
    until = campaign.ended_ms or now_ms()
    said, phishing = decided(campaign.organisation, campaign.begun_ms or 0, until + SETTLE_MS)
    return found | {
        "difficulty": campaign.difficulty,
        "hits": hit_counts(campaign),
        "real": {"decided": said, "phishing": phishing},
    }


def mails_of(campaign: Campaign) -> list[int]:
    """Accepted, and planned at all."""
    rows = Message.objects.filter(campaign=campaign)
    return [rows.filter(state=Sent.ACCEPTED).count(), rows.count()]


def followed(campaign: Campaign) -> list[dict[str, Any]]:
    """For each earlier campaign: clicks here of those who got their next drill here, by the group they were in there."""
    here = by_pseudonym(campaign)
    earlier = Campaign.objects.filter(
        organisation=campaign.organisation,
        begun_ms__lt=campaign.begun_ms,
        begun_ms__gte=(campaign.begun_ms or 0) - FOLLOWED_MS,
    )
    nearest: dict[str, tuple[int, str]] = {}
    rows = Message.objects.filter(campaign__in=earlier, state=Sent.ACCEPTED, pseudonym__in=here)
    for pseudonym, group, _begun, pk in rows.values_list(
        "pseudonym", "group", "campaign__begun_ms", "campaign"
    ).order_by("campaign__begun_ms", "pk"):
        nearest[pseudonym] = (pk, group)  # the last one before this stays
    sums: dict[int, dict[str, list[int]]] = {}
    for pseudonym, (pk, group) in nearest.items():
        counted = sums.setdefault(pk, {Group.TAUGHT: [0, 0], Group.CONTROL: [0, 0]})[group]
        counted[0] += here[pseudonym].is_clicked
        counted[1] += 1
    uids = dict(Campaign.objects.filter(pk__in=sums).values_list("pk", "uid"))
    return [
        {"campaign": uids[pk], "taught": one[Group.TAUGHT], "control": one[Group.CONTROL]}
        for pk, one in sorted(sums.items())
    ]
