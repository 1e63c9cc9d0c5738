"""The index follows the ledger, or begins again from its first entry."""

from django.db import transaction

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.follow import follow
from rempart.directory.store.models import Organisation
from rempart.events.catalogue import catalogue
from rempart.ledger import store
from rempart.ledger.entry import Recorded
from rempart.record.core.terms import terms_of
from rempart.record.store import index

READER = "record.index"
BATCH = 500  # entries a transaction: their terms are written in some 100 ms


def fold() -> bool:
    """One batch of every organisation's log; False when nothing was new."""
    kinds = catalogue()

    def take(organisation: Organisation, recorded: Recorded) -> None:
        terms = terms_of(recorded.entry, kinds.get(recorded.entry.kind))
        index.put(organisation, recorded.index, terms)

    return follow(READER, (), take, BATCH)


def drop(organisation: Organisation) -> None:
    """Forget the index of one organisation; the duty builds it again from the ledger."""
    with transaction.atomic():
        index.drop(organisation)
        store.move_cursor(raw_connection(), READER, organisation.uid, -1)


def folded_to(organisation: Organisation) -> int:
    """The last entry the index knows."""
    return store.cursor(raw_connection(), READER, organisation.uid)
