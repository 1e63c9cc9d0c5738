"""Follow the ledger: what another area wrote becomes an effect of ours, with the cursor in the same transaction."""

from collections.abc import Callable, Collection

from django.db import transaction

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Organisation
from rempart.ledger.entry import Recorded
from rempart.ledger.stores import sqlite

BATCH = 200  # entries a transaction: well under a second of writing


def follow(
    reader: str, kinds: Collection[str], take: Callable[[Organisation, Recorded], None], batch: int = BATCH
) -> bool:
    """One batch of every organisation's log; True when something was taken.

    `take` writes rows only: no I/O, and no `action`, whose events would follow themselves. A crash repeats the
    batch or none of it.
    """
    moved = False
    for organisation in Organisation.objects.order_by("pk"):
        moved |= _one(organisation, reader, kinds, take, batch)
    return moved


def _one(
    organisation: Organisation,
    reader: str,
    kinds: Collection[str],
    take: Callable[[Organisation, Recorded], None],
    batch: int,
) -> bool:
    with transaction.atomic():
        raw = raw_connection()
        entries = sqlite.unread(raw, reader, organisation.uid, kinds, batch)
        for recorded in entries:
            take(organisation, recorded)
        if entries:
            sqlite.move_cursor(raw, reader, entries[-1].log, entries[-1].index)
        return bool(entries)
