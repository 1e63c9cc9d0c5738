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

    chains: dict[int, store.Chain] = {}

    def take(organisation: Organisation, recorded: Recorded) -> None:
        if organisation.pk not in chains:
            chains[organisation.pk] = store.chain(raw_connection(), organisation.uid)
        terms = terms_of(recorded.entry, kinds.get(recorded.entry.kind))
        number = chains[organisation.pk].number(recorded.log, recorded.index)
        if number is not None:
            index.put(organisation, number, terms)

    return follow(READER, (), take, BATCH)


def drop(organisation: Organisation) -> None:
    """Forget the index of one organisation; the duty builds it again from the ledger."""
    with transaction.atomic():
        index.drop(organisation)
        raw = raw_connection()
        for part in store.chain(raw, organisation.uid).parts:
            store.move_cursor(raw, READER, part.log, -1)


def folded_to(organisation: Organisation) -> int:
    """The number of the last entry the index knows."""
    raw = raw_connection()
    logs = store.chain(raw, organisation.uid)
    for part in logs.parts:
        known = store.cursor(raw, READER, part.log)
        if known < part.size - 1:
            return part.start + known
    return logs.size - 1
