"""Systems that an organisation connects, so that a leaver's access ends there too."""

import json
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from rempart.channel import sealed as seals
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Person
from rempart.directory.store.sealed_field import context_of
from rempart.events import lifecycle
from rempart.lifecycle.core.connector import Connector, Target
from rempart.lifecycle.core.steps import DISCONNECTED, RevocationState
from rempart.lifecycle.store.models import Connection, KnownAs, Revocation
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
        row.secrets = seals.encrypt(json.dumps(kept).encode(), place_of(row))
        row.save()
        record.event(lifecycle.CONNECTION_ADDED, Subject("connection", row.uid), {"connector": unit.id})
    return row


def remove_connection(actor: Account, row: Connection) -> None:
    """It is switched off and its secrets go; what it proved stays. Open revocations there end without proof."""
    with action(actor, row.organisation, Permission.MANAGE_CONNECTORS) as record:
        Connection.objects.filter(pk=row.pk).update(is_on=False, secrets=b"")
        left = Revocation.objects.filter(connection=row, state=RevocationState.OPEN)
        open_there = left.update(state=RevocationState.CANCELLED, trouble=DISCONNECTED)
        KnownAs.objects.filter(connection=row).delete()
        body = {"connector": row.connector, "open": open_there}
        record.event(lifecycle.CONNECTION_REMOVED, Subject("connection", row.uid), body)


def pause_connection(actor: Account, row: Connection, *, is_paused: bool) -> None:
    """While it is paused nothing is asked there; leavers stay open, and are asked for at once when it goes on."""
    with action(actor, row.organisation, Permission.MANAGE_CONNECTORS) as record:
        Connection.objects.filter(pk=row.pk).update(is_paused=is_paused)
        mine = Revocation.objects.filter(connection=row, state=RevocationState.OPEN)
        body = {"connector": row.connector, "open": mine.count() if is_paused else mine.update(next_at_ms=now_ms())}
        kind = lifecycle.CONNECTION_PAUSED if is_paused else lifecycle.CONNECTION_RESUMED
        record.event(kind, Subject("connection", row.uid), body)


def name_there(actor: Account, row: Connection, person: Person, name: str) -> None:
    """By what the system knows this person; empty goes back to their address. What waits there is asked again."""
    with action(actor, row.organisation, Permission.MANAGE_CONNECTORS) as record:
        if person.organisation_id != row.organisation_id:
            raise PermissionDenied
        if name:
            KnownAs.objects.update_or_create(connection=row, person=person, defaults={"name": name})
        else:
            KnownAs.objects.filter(connection=row, person=person).delete()
        mine = Revocation.objects.filter(connection=row, person=person, state=RevocationState.OPEN)
        mine.update(next_at_ms=now_ms())
        sealed = record.seal(person.uid, "known_as", {"connection": row.uid, "name": name})
        record.event(lifecycle.NAME_SET, Subject("person", person.uid), {"connection": row.uid}, commitments=sealed)


def try_now(actor: Account, row: Connection) -> None:
    """Whoever mended the system need not wait for the next pause."""
    with action(actor, row.organisation, Permission.MANAGE_LEAVERS) as record:
        mine = Revocation.objects.filter(connection=row, state=RevocationState.OPEN)
        body = {"open": mine.update(next_at_ms=now_ms())}
        record.event(lifecycle.CONNECTION_TRIED, Subject("connection", row.uid), body)


def target_of(row: Connection) -> Target:
    """With the secrets opened. Raises channel.sealed.Unreadable."""
    return Target(row.uid, {**row.settings, **json.loads(seals.decrypt(bytes(row.secrets), place_of(row)))})


def place_of(row: Connection) -> str:
    """What its secrets are bound to."""
    return context_of(row, "secrets")
