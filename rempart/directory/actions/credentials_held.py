"""API tokens that still open something."""

from rempart.directory.actions.action import now_ms
from rempart.directory.core.credential import HeldCredential
from rempart.directory.store.models import Organisation
from rempart.directory.store.tokens import ApiToken


def held(organisation: Organisation) -> list[HeldCredential]:
    """Only their digests are kept, and their secrets are random."""
    rows = ApiToken.objects.filter(organisation=organisation, ended_at_ms=None, expires_at_ms__gt=now_ms())
    return [
        HeldCredential(
            "api_token", row.uid, row.name, _ms(row), notes_use=True, used_ms=row.last_used_ms, is_random=True
        )
        for row in rows.order_by("pk")
    ]


def _ms(row: ApiToken) -> int:
    return round(row.created_at.timestamp() * 1_000)
