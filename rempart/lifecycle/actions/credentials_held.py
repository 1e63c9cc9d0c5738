"""Secrets of the identity system, the personnel system and connected systems."""

from functools import partial

from rempart.directory.actions.action import now_ms
from rempart.directory.core.credential import HeldCredential
from rempart.directory.store.models import Organisation, Owned
from rempart.lifecycle.actions.connections import connectors, target_of
from rempart.lifecycle.actions.hr_secrets import valid_secrets
from rempart.lifecycle.store.models import Connection, HrSource, ScimToken


def held(organisation: Organisation) -> list[HeldCredential]:
    """Those that are on. When the personnel system's secret was made is not noted; it is random."""
    tokens = ScimToken.objects.filter(organisation=organisation, revoked_at_ms=None, until_ms__gt=now_ms())
    found = [
        HeldCredential(
            "scim_token", row.uid, row.name, _ms(row), notes_use=True, used_ms=row.last_used_ms, is_random=True
        )
        for row in tokens.order_by("pk")
    ]
    for source in HrSource.objects.filter(organisation=organisation):
        opened = partial(_newest_of, source)
        found.append(HeldCredential("hr_source", organisation.uid, "", None, is_random=True, opened=opened))
    for row in Connection.objects.filter(organisation=organisation, is_on=True).order_by("pk"):
        for name in row_secrets(row):
            opened = partial(_secret_of, row, name)
            found.append(HeldCredential("connection", f"{row.uid}.{name}", row.title, _ms(row), opened=opened))
    return found


def row_secrets(row: Connection) -> list[str]:
    """Names of the connector's secrets, without opening any."""
    unit = connectors().get(row.connector)
    return [one.name for one in unit.settings if one.is_secret] if unit else []


def _newest_of(row: HrSource) -> str:
    return valid_secrets(row, now_ms())[0].decode()


def _secret_of(row: Connection, name: str) -> str:
    return str(target_of(row).settings.get(name, ""))


def _ms(row: Owned) -> int:
    return round(row.created_at.timestamp() * 1_000)
