"""The words by which people know a letter of ours, and the address they type by hand (AWR-29)."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.store.programme import Hallmark
from rempart.terms.scope import Subject


def set_hallmark(actor: Account, organisation: Organisation, phrase: str, address: str, zone: str = "UTC") -> None:
    """Words and address are on the learners' page too."""
    with action(actor, organisation, Permission.TEACH) as record:
        values = {"phrase": phrase, "address": address, "zone": zone}
        Hallmark.objects.update_or_create(organisation=organisation, defaults=values)
        record.event(events.HALLMARK_CHANGED, Subject("organisation", organisation.uid), {})
