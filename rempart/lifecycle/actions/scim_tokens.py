"""Tokens of the identity system: made once, shown once, kept as a digest, each with an end and a pace."""

import hashlib
import secrets

from django.db.models import F

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import lifecycle
from rempart.lifecycle.store.models import ScimToken
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

MARK = "rsc_"  # lets a leak scanner tell whose it is
SECRET_BYTES = 32
MAX_DAYS = 366
WINDOW_MS = 60_000
MOST_IN_WINDOW = 3_000  # requests a minute: twice what the large identity systems send


def make_token(actor: Account, organisation: Organisation, name: str, days: int) -> tuple[ScimToken, str]:
    """The row and the secret, which nobody can show again. Raises ValueError for an end too far away."""
    if not 1 <= days <= MAX_DAYS:
        raise ValueError("days")
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    with action(actor, organisation, Permission.MANAGE_LEAVERS) as record:
        row = ScimToken.objects.create(
            organisation=organisation,
            name=name,
            digest=_digest(secret),
            made_by=actor,
            until_ms=now_ms() + days * DAY_S * 1_000,
        )
        record.event(lifecycle.TOKEN_MADE, Subject("scim_token", row.uid), {"days": days})
    return row, secret


def revoke_token(actor: Account, token: ScimToken) -> None:
    """It opens nothing from the next request on."""
    with action(actor, token.organisation, Permission.MANAGE_LEAVERS) as record:
        ScimToken.objects.filter(pk=token.pk, revoked_at_ms=None).update(revoked_at_ms=now_ms())
        record.event(lifecycle.TOKEN_REVOKED, Subject("scim_token", token.uid), {})


def use_token(organisation_uid: str, secret: str) -> tuple[ScimToken | None, bool]:
    """The token if it opens this organisation now, and whether it still has requests left in this minute."""
    moment = now_ms()
    token = (
        ScimToken.objects.filter(
            digest=_digest(secret), organisation__uid=organisation_uid, revoked_at_ms=None, until_ms__gt=moment
        )
        .select_related("organisation", "made_by")
        .first()
    )
    if token is None:
        return None, False
    mine = ScimToken.objects.filter(pk=token.pk)
    if token.window_ms <= moment - WINDOW_MS:
        mine.filter(window_ms=token.window_ms).update(window_ms=moment, used_in_window=0)
    went = mine.filter(used_in_window__lt=MOST_IN_WINDOW).update(
        used_in_window=F("used_in_window") + 1, last_used_ms=moment
    )
    return token, went == 1


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
