"""Drills held with another system, as counts: the names in the file are read and not kept."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail as events
from rempart.mail.core.drill import gophish
from rempart.mail.store.drill import PastCampaign
from rempart.terms.scope import Subject

SOURCE = "gophish"
MOST_PAST = 1_000  # of one organisation


class TooMany(Exception):
    """More than fit."""


def import_past(actor: Account, organisation: Organisation, data: bytes, file_name: str) -> list[PastCampaign]:
    """Raises core.drill.gophish.BadExport, TooMany. What is there already (name and beginning) is not added again."""
    found = gophish.read(data, file_name)
    with action(actor, organisation, Permission.DRILL) as record:
        there = set(PastCampaign.objects.filter(organisation=organisation).values_list("name", "begun_ms"))
        new = [one for one in found if (one.name, one.begun_ms) not in there]
        if len(there) + len(new) > MOST_PAST:
            raise TooMany
        rows = [
            PastCampaign.objects.create(
                organisation=organisation, name=one.name, source=SOURCE, begun_ms=one.begun_ms, ended_ms=one.ended_ms,
                counts=dict(one.counts),
            )
            for one in new
        ]  # fmt: skip
        body = {"source": SOURCE, "campaigns": len(rows)}
        record.event(events.PAST_IMPORTED, Subject("organisation", organisation.uid), body)
        return rows


def remove_past(actor: Account, row: PastCampaign) -> None:
    """Brought in by mistake."""
    with action(actor, row.organisation, Permission.DRILL) as record:
        uid = row.uid
        row.delete()
        record.event(events.PAST_REMOVED, Subject("past_campaign", uid), {})
