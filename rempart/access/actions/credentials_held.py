"""Client secrets of identity providers."""

from functools import partial

from rempart.access.actions.providers import secret_of
from rempart.access.store.models import Provider
from rempart.directory.core.credential import HeldCredential
from rempart.directory.store.models import Organisation


def held(organisation: Organisation) -> list[HeldCredential]:
    """Those that are on and have one."""
    rows = Provider.objects.filter(organisation=organisation, is_on=True).exclude(secret=b"")
    return [
        HeldCredential("provider", row.uid, row.name, _ms(row), opened=partial(secret_of, row))
        for row in rows.order_by("pk")
    ]


def _ms(row: Provider) -> int:
    return row.secret_set_ms or round(row.created_at.timestamp() * 1_000)
