"""Follow the ledger: what another area wrote becomes an effect of ours, with the cursor in the same transaction."""

from collections.abc import Callable, Collection

from django.db import transaction

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Organisation
from rempart.ledger import store
from rempart.ledger.entry import INSTALLATION, Recorded

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
        moved |= _one(organisation, organisation.uid, reader, kinds, take, batch)
    return moved


def follow_house(
    reader: str, kinds: Collection[str], take: Callable[[Organisation, Recorded], None], batch: int = BATCH
) -> bool:
    """As `follow`, for the installation's own log: it concerns whoever runs the house, the first organisation."""
    first = Organisation.objects.order_by("pk").first()
    return first is not None and _one(first, INSTALLATION, reader, kinds, take, batch)


def _one(
    organisation: Organisation,
    log: str,
    reader: str,
    kinds: Collection[str],
    take: Callable[[Organisation, Recorded], None],
    batch: int,
) -> bool:
    with transaction.atomic():
        raw = raw_connection()
        entries = store.unread(raw, reader, log, kinds, batch)
        for recorded in entries:
            take(organisation, recorded)
        if entries:
            store.move_cursor(raw, reader, entries[-1].log, entries[-1].index)
        return bool(entries)
