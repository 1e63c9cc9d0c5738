"""Systems that an organisation connects, so that a leaver's access ends there too."""

import json
from collections.abc import Mapping

from rempart.channel import sealed
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import lifecycle
from rempart.lifecycle.core.connector import Connector, Target
from rempart.lifecycle.core.steps import RevocationState
from rempart.lifecycle.store.models import Connection, Revocation
from rempart.registry.discover import discover
from rempart.terms.scope import Subject


def connectors() -> dict[str, Connector]:
    """All there are, by id."""
    return discover("rempart.lifecycle.connectors", Connector)


def add_connection(
    actor: Account, organisation: Organisation, unit: Connector, title: str, given: Mapping[str, str]
) -> Connection:
    """Secrets are sealed; the rest is kept as typed. What is given has been checked by the form."""
    with action(actor, organisation, Permission.MANAGE_CONNECTORS) as record:
        row = Connection(organisation=organisation, connector=unit.id, title=title)
        row.settings = {one.name: given.get(one.name, "") for one in unit.settings if not one.is_secret}
        kept = {one.name: given.get(one.name, "") for one in unit.settings if one.is_secret}
        row.secrets = sealed.encrypt(json.dumps(kept).encode(), _place(row))
        row.save()
        record.event(lifecycle.CONNECTION_ADDED, Subject("connection", row.uid), {"connector": unit.id})
    return row


def remove_connection(actor: Account, row: Connection) -> None:
    """It is switched off and its secrets go; what it proved stays. Open revocations there end without proof."""
    with action(actor, row.organisation, Permission.MANAGE_CONNECTORS) as record:
        Connection.objects.filter(pk=row.pk).update(is_on=False, secrets=b"")
        left = Revocation.objects.filter(connection=row, state=RevocationState.OPEN)
        body = {"connector": row.connector, "open": left.update(state=RevocationState.CANCELLED)}
        record.event(lifecycle.CONNECTION_REMOVED, Subject("connection", row.uid), body)


def try_now(actor: Account, row: Connection) -> None:
    """Whoever mended the system need not wait for the next pause."""
    with action(actor, row.organisation, Permission.MANAGE_LEAVERS) as record:
        mine = Revocation.objects.filter(connection=row, state=RevocationState.OPEN)
        body = {"open": mine.update(next_at_ms=now_ms())}
        record.event(lifecycle.CONNECTION_TRIED, Subject("connection", row.uid), body)


def target_of(row: Connection) -> Target:
    """With the secrets opened. Raises sealed.Unreadable."""
    return Target(row.uid, {**row.settings, **json.loads(sealed.decrypt(bytes(row.secrets), _place(row)))})


def _place(row: Connection) -> str:
    return f"lifecycle-connection:{row.uid}"
