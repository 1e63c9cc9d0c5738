"""The networks an organisation names: its own, where many people share one, and those of its mail filters."""

from collections.abc import Sequence

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail_hits as events
from rempart.mail.core.hits.networks import networks
from rempart.mail.store.hits import Hit, Networks
from rempart.terms.scope import Subject


def set_networks(actor: Account, organisation: Organisation, own: Sequence[str], machines: Sequence[str]) -> Networks:
    """What is still there raw is judged again. Raises ValueError with the line that is no network."""
    first, second = [str(one) for one in networks(own)], [str(one) for one in networks(machines)]
    with action(actor, organisation, Permission.DRILL) as record:
        row, _ = Networks.objects.get_or_create(organisation=organisation)
        row.own, row.machines = first, second
        row.version += 1
        row.save()
        Hit.objects.filter(message__campaign__organisation=organisation).exclude(sealed=b"").update(rules=0)
        counts = {"own": len(first), "machines": len(second)}
        record.event(events.NETWORKS_CHANGED, Subject("organisation", organisation.uid), counts)
    return row
