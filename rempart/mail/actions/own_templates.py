"""Drill mails that the organisation writes itself."""

from typing import Any

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail as events
from rempart.mail.core.drill.template import read, written
from rempart.mail.store.drill import OwnTemplate
from rempart.terms.scope import Subject

MOST_TEMPLATES = 200


class TooMany(Exception):
    """There are as many as fit."""


def save_template(
    actor: Account, organisation: Organisation, name: str, body: dict[str, Any], row: OwnTemplate | None = None
) -> OwnTemplate:
    """A new one or another text of this one; begun campaigns keep what they had. Raises BadTemplate, TooMany."""
    kept = written(read(body))
    with action(actor, organisation, Permission.DRILL) as record:
        if row is None and OwnTemplate.objects.filter(organisation=organisation).count() >= MOST_TEMPLATES:
            raise TooMany
        saved = row or OwnTemplate(organisation=organisation)
        saved.name, saved.body, saved.changed_ms = name, kept, now_ms()
        saved.save()
        record.event(events.TEMPLATE_SAVED, Subject("mail_template", saved.uid), {})
        return saved


def remove_template(actor: Account, row: OwnTemplate) -> None:
    """Drafts that use it say that it is missing."""
    with action(actor, row.organisation, Permission.DRILL) as record:
        uid = row.uid
        row.delete()
        record.event(events.TEMPLATE_REMOVED, Subject("mail_template", uid), {})
