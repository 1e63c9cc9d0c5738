"""Make an API token; its secret is shown once."""

import hashlib
import secrets
from collections.abc import Collection
from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.standing import standing
from rempart.directory.store.tokens import ApiToken
from rempart.events import tokens as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

PREFIX = "rempart_"  # what secret scanners look for
MAX_DAYS = 365
TOKENS_MAX = 50  # of one account in one organisation


class TooMany(ValueError):
    """The account holds as many tokens as it may."""


class Made(NamedTuple):
    """`secret` is nowhere else."""

    token: ApiToken
    secret: str


def digest(secret: str) -> str:
    """Under which a token is found. The secret is random, so a fast hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_token(
    actor: Account, organisation: Organisation, name: str, permissions: Collection[Permission], days: int
) -> Made:
    """For the actor itself. Raises TooMany, ValueError for a life out of bounds, PermissionDenied for a right it lacks."""
    if not 1 <= days <= MAX_DAYS or not permissions or not name.strip():
        raise ValueError(f"A token has a name, at least one right, and lives 1 to {MAX_DAYS} days.")
    with action(actor, organisation, Permission.MANAGE_TOKENS) as record:
        moment = now_ms()
        mine = ApiToken.objects.filter(account=actor, organisation=organisation, ended_at_ms=None)
        if mine.filter(expires_at_ms__gt=moment).count() >= TOKENS_MAX:
            raise TooMany
        held = standing(actor, organisation, moment)
        for permission in permissions:
            if not held.holds(permission):
                raise PermissionDenied(permission.value)
        secret = PREFIX + secrets.token_urlsafe(32)
        token = ApiToken.objects.create(
            organisation=organisation,
            account=actor,
            name=name.strip()[:100],
            digest=digest(secret),
            start=secret[:12],
            permissions=sorted(permission.value for permission in permissions),
            expires_at_ms=moment + days * DAY_S * 1000,
        )
        body = {"permissions": token.permissions, "days": days}
        record.event(events.TOKEN_MADE, Subject("token", token.uid), body)
        return Made(token, secret)
