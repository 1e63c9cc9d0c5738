"""Machine or person, campaign by campaign; again when a rule or a named network changed, as long as the raw part is there."""

import json
from collections import defaultdict
from typing import Any

from django.db import transaction

from rempart.channel.sealed import Unreadable, decrypt
from rempart.directory.store.sealed_field import context_of
from rempart.mail.actions.traits import traits_of
from rempart.mail.core.drill.states import Sent
from rempart.mail.core.hits.arrived import Kind
from rempart.mail.core.hits.judge import By, judge
from rempart.mail.core.hits.signs import RULES
from rempart.mail.core.hits.touch import Touch
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.hits import Hit, Networks

WRITTEN = 500  # rows of one transaction


def judge_one() -> bool:
    """One campaign with hits that these rules have not seen; True when there was one."""
    waiting = Hit.objects.exclude(sealed=b"").filter(rules=0, message__campaign__organisation__closure=None)
    found = waiting.order_by("pk").values_list("message__campaign", flat=True).first()
    if found is None:
        old = Hit.objects.exclude(rules=RULES).exclude(sealed=b"").filter(message__campaign__organisation__closure=None)
        found = old.order_by("pk").values_list("message__campaign", flat=True).first()
    if found is None:
        return False
    judge_campaign(Campaign.objects.get(pk=found))
    return True


def judge_campaign(campaign: Campaign) -> None:
    """All hits whose raw part is there, together: who else came from that network matters. Killed in between, the rest is
    judged next time. What was emptied keeps its verdict."""
    networks = Networks.objects.filter(organisation=campaign.organisation_id).first()
    named = (networks.machines, networks.own) if networks else ((), ())
    rows = list(Hit.objects.filter(message__campaign=campaign).exclude(sealed=b"").order_by("at_ms", "pk"))
    for row in rows:
        if row.rules != RULES:
            row.traits = _read_again(row, named)
    touches = {row.pk: _touch(row) for row in rows}
    own = {row.network for row in rows if row.traits.get("own")}
    said = judge(list(touches.values()), _delivered(campaign), own=own, known=_known(campaign))
    for row in rows:
        verdict = said[touches[row.pk]]
        row.by, row.reasons, row.rules = verdict.by, list(verdict.reasons), RULES
    for start in range(0, len(rows), WRITTEN):
        with transaction.atomic():
            Hit.objects.bulk_update(rows[start : start + WRITTEN], ["traits", "by", "reasons", "rules"])


def _read_again(row: Hit, named: tuple[Any, Any]) -> dict[str, Any]:
    try:
        raw = json.loads(decrypt(row.sealed, context_of(row, "sealed")))
    except Unreadable:  # moved here from another installation: what was read of it there still holds
        return dict(row.traits)
    return traits_of(raw, tuple(named[0]), tuple(named[1]))


def _touch(row: Hit) -> Touch:
    seen = row.traits
    return Touch(
        row.message_id, Kind(row.kind), row.link, row.method, row.at_ms, row.network or f"?{row.pk}",
        seen.get("family", ""), bool(seen.get("tool")), bool(seen.get("cloud")), bool(seen.get("ahead")),
    )  # fmt: skip


def _delivered(campaign: Campaign) -> dict[int, int]:
    """When the server took each mail; for those it did not answer for, nobody knows."""
    rows = Message.objects.filter(campaign=campaign, state=Sent.ACCEPTED, at_ms__isnull=False)
    return {pk: at for pk, at in rows.values_list("pk", "at_ms") if at is not None}


def _known(campaign: Campaign) -> dict[int, frozenset[str]]:
    """The browsers of each message's pseudonym in other campaigns, of visits that were a person's."""
    mine = dict(Message.objects.filter(campaign=campaign).values_list("pseudonym", "pk"))
    others = Hit.objects.filter(
        by=By.HUMAN, message__pseudonym__in=Message.objects.filter(campaign=campaign).values("pseudonym")
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pseudonym, traits in others.exclude(message__campaign=campaign).values_list("message__pseudonym", "traits"):
        found[mine[pseudonym]].add(traits.get("family", ""))
    return {message: frozenset(families) for message, families in found.items()}
