"""When a permission was last used, by the day: enough to see what nobody needs, and one write a day at most."""

import time
from typing import Any

from django.db import OperationalError, connection, transaction

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import PermissionUse
from rempart.terms.duration import DAY_S

_noted: dict[tuple[int, int, str], int] = {}  # what this process knows to be written
MOST_NOTED = 100_000  # entries of that cache: some MB


def today() -> int:
    """Days since 1970, UTC."""
    return int(time.time()) // DAY_S


def note_use(account: Account, organisation: Organisation, permission: Permission) -> None:
    """Inside a transaction it commits with it; a page that is only read must not fail for it."""
    key, day = (account.pk, organisation.pk, permission.value), today()
    if _noted.get(key) == day:
        return
    known: dict[str, Any] = {"account": account, "organisation": organisation, "permission": permission.value}
    try:
        if not PermissionUse.objects.filter(**known, day=day).exists():
            PermissionUse.objects.update_or_create(**known, defaults={"day": day})
    except OperationalError:
        if connection.in_atomic_block:
            raise
        return  # a busy or full database: it is noted with the next use
    transaction.on_commit(lambda: _remember(key, day))  # what is rolled back was not written


def _remember(key: tuple[int, int, str], day: int) -> None:
    if len(_noted) >= MOST_NOTED:
        _noted.clear()
    _noted[key] = day
