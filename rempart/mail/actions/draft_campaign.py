"""A drill on paper: drafted, filled in step by step, dropped. Nothing here sends anything."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail as events
from rempart.mail.core.drill.phish_scale import difficulty
from rempart.mail.core.drill.states import State
from rempart.mail.store.drill import Campaign
from rempart.mail.store.joining import Joiner
from rempart.mail.store.templates import template_of
from rempart.terms.scope import Subject

MOST_CAMPAIGNS = 500  # of one organisation: ten years of one a week
STEPS: Mapping[str, tuple[str, ...]] = {
    "what": ("name", "template", "language", "own_language", "alignment"),
    "who": ("audience", "control_percent", "team_minimum"),
    "when": ("starts_ms", "ends_ms", "zone", "day_from", "day_until", "weekdays", "jitter"),
    "sender": ("profile", "sender_name", "sender_address", "link_origin"),
    "recorded": (
        "purpose", "notice_ms", "notice_reference", "consulted_ms", "consulted_who", "consulted_reference",
    ),
}  # fmt: skip


class NotDraft(Exception):
    """It has begun; what was announced is what is sent."""


class TooMany(Exception):
    """There are as many as fit."""


class NoTemplate(Exception):
    """No such template here."""


def draft_campaign(actor: Account, organisation: Organisation, name: str, template: str) -> Campaign:
    """A new one, with a seed that is recorded with it. Raises NoTemplate, TooMany."""
    with action(actor, organisation, Permission.DRILL) as record:
        if Campaign.objects.filter(organisation=organisation).count() >= MOST_CAMPAIGNS:
            raise TooMany
        found = template_of(organisation, template)
        if found is None:
            raise NoTemplate
        row = Campaign.objects.create(
            organisation=organisation, name=name, template=template, weekdays=[0, 1, 2, 3, 4],
            seed=secrets.token_hex(16), stages=found.stages,
        )  # fmt: skip
        with suppress(Unreadable):  # so that looking at it writes nothing; the start says what cannot be opened
            Joiner(organisation)
        record.event(events.CAMPAIGN_DRAFTED, _subject(row), {})
        return row


def change_campaign(actor: Account, row: Campaign, step: str, values: Mapping[str, Any]) -> Campaign:
    """One step of it; only the columns of that step. Raises NotDraft, NoTemplate."""
    said = {name: values[name] for name in STEPS[step] if name in values}
    with action(actor, row.organisation, Permission.DRILL) as record:
        kept = Campaign.objects.get(pk=row.pk)
        for name, value in said.items():
            setattr(kept, name, value)
        found = template_of(row.organisation, kept.template)
        if found is None:
            raise NoTemplate
        kept.stages = found.stages
        if found.words and kept.template != row.template and "alignment" not in said:
            kept.alignment = []  # the answers were about another mail
        kept.difficulty = difficulty(len(found.cues), kept.alignment) if kept.alignment else ""
        columns = {name: getattr(kept, name) for name in (*said, "stages", "alignment", "difficulty")}
        if Campaign.objects.filter(pk=row.pk, state=State.DRAFT).update(**columns) != 1:
            raise NotDraft
        record.event(events.CAMPAIGN_CHANGED, _subject(row), {"step": step})
        return kept


def drop_campaign(actor: Account, row: Campaign) -> None:
    """A draft goes without a trace but the event. Raises NotDraft."""
    with action(actor, row.organisation, Permission.DRILL) as record:
        if not Campaign.objects.filter(pk=row.pk, state=State.DRAFT).delete()[0]:
            raise NotDraft
        record.event(events.CAMPAIGN_DROPPED, _subject(row), {})


def _subject(row: Campaign) -> Subject:
    return Subject("campaign", row.uid)
