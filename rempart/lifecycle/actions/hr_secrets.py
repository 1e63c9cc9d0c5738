"""Secrets of the personnel system: the former one stays valid for a while, so that they can be exchanged."""

import secrets

from rempart.channel import sealed
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import lifecycle
from rempart.lifecycle.store.models import HrSource
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

MARK = "rhr_"
SECRET_BYTES = 32
OVERLAP_MS = 2 * DAY_S * 1_000  # in which both secrets open


def make_secret(actor: Account, organisation: Organisation, *, may_urge: bool) -> str:
    """A new secret, shown once. `may_urge`: its leavers may be marked urgent, which the brakes let through."""
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    kept = sealed.encrypt(secret.encode(), place_of(organisation))
    with action(actor, organisation, Permission.MANAGE_LEAVERS) as record:
        row = HrSource.objects.filter(organisation=organisation).first()
        if row is None:
            HrSource.objects.create(organisation=organisation, secret=kept, may_urge=may_urge, made_by=actor)
        else:
            row.former, row.former_until_ms = row.secret, now_ms() + OVERLAP_MS
            row.secret, row.may_urge, row.made_by = kept, may_urge, actor
            row.save()
        record.event(lifecycle.SECRET_MADE, Subject("organisation", organisation.uid), {"urgent": int(may_urge)})
    return secret


def valid_secrets(row: HrSource, now: int) -> list[bytes]:
    """One, or two while they are exchanged. Raises sealed.Unreadable."""
    place = place_of(row.organisation)
    held = [row.secret, row.former] if row.former and row.former_until_ms > now else [row.secret]
    return [sealed.decrypt(bytes(one), place) for one in held]


def place_of(organisation: Organisation) -> str:
    """What the secrets are bound to."""
    return context_of(HrSource(organisation=organisation), "secret")
