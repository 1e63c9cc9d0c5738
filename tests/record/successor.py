"""An organisation whose record goes on in another log, as after a restore or a move."""

from django.db import transaction

from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.store.models import Organisation
from rempart.ledger import store
from rempart.ledger.recovery import adopt
from tests.record.places import integrate


def go_on(organisation: Organisation) -> str:
    """Close the log that is open; the name of the one that follows, whose first entry says so."""
    integrate()
    raw = raw_connection()
    logs = store.chain(raw, organisation.uid)
    old, new = logs.parts[-1].log, f"{organisation.uid}.{len(logs.parts) + 1}"
    head = store.head(raw, old)
    assert head is not None
    with transaction.atomic():
        first = adopt.opening(old, new, organisation.uid, head.size, head.note, now_ms(), {})
        adopt.follow(raw, old, new, first, head.size, head.note)
    return new
