"""A campaign's template, wherever it comes from: shipped, or the organisation's own."""

from collections.abc import Mapping

from rempart.directory.store.models import Organisation
from rempart.mail.core.drill.shelf import templates
from rempart.mail.core.drill.template import BadTemplate, Template, read
from rempart.mail.store.drill import Campaign, OwnTemplate


def template_of(organisation: Organisation, name: str) -> Template | None:
    """By the id of a shipped one or the uid of one's own; None for an unknown or broken one."""
    if name in templates():
        return templates()[name]
    row = OwnTemplate.objects.filter(organisation=organisation, uid=name).first()
    return None if row is None else _read(row.body)


def used_by(campaign: Campaign) -> Template | None:
    """What was sent, once it has begun; what would be sent, before."""
    return _read(campaign.body) if campaign.body else template_of(campaign.organisation, campaign.template)


def chosen_from(organisation: Organisation) -> Mapping[str, Template]:
    """All that an organiser may choose: one's own first."""
    own = OwnTemplate.objects.filter(organisation=organisation).order_by("name", "pk")
    found = {row.uid: template for row in own if (template := _read(row.body)) is not None}
    return {**found, **templates()}


def _read(body: Mapping[str, object]) -> Template | None:
    try:
        return read(body)
    except BadTemplate:
        return None
