"""Follow the ledger: facts and claims become rows; sites whose facts changed are marked as due to be judged."""

from django.db import transaction

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Host, Organisation, Site
from rempart.events import access as access_events
from rempart.events import backup as backup_events
from rempart.events import lifecycle as lifecycle_events
from rempart.events import maturity as own_events
from rempart.events import scanner as scanner_events
from rempart.facts.wire import from_body
from rempart.ledger import store
from rempart.ledger.entry import Recorded
from rempart.maturity.store import due_sites, facts

READER = "maturity.fold_facts"
KINDS = (
    scanner_events.FACT_RECORDED.name,
    own_events.CLAIM_RECORDED.name,
    lifecycle_events.FACT_RECORDED.name,
    access_events.FACT_RECORDED.name,
    backup_events.FACT_RECORDED.name,
)
# What moves a verdict, or the order by value, without being a fact.
ALSO = (
    scanner_events.RUN_FINISHED.name,
    scanner_events.RUN_STOPPED.name,
    own_events.EXEMPTION_GRANTED.name,
    own_events.EXEMPTION_ENDED.name,
)
BATCH = 200  # entries a transaction: well under a second of writing


def fold(organisation: Organisation) -> bool:
    """Fold what is new in the organisation's log, one batch; False when nothing was.

    Cursor, rows and the marks of what is due move in one transaction: a crash repeats the batch or none of it,
    and whoever folds need not be the one who judges.
    """
    with transaction.atomic():
        raw = raw_connection()
        entries = store.unread(raw, READER, organisation.uid, KINDS + ALSO, BATCH)
        if not entries:
            return False
        due: set[int] = set()
        for recorded in entries:
            if recorded.entry.kind in KINDS:
                _keep(organisation, recorded)
            due |= _sites(organisation, recorded)
        due_sites.mark(due)
        store.move_cursor(raw, READER, entries[-1].log, entries[-1].index)
        return True


def _keep(organisation: Organisation, recorded: Recorded) -> None:
    entry = recorded.entry
    seen = from_body(entry.body, org=entry.org, subject=entry.subject, at_ms=entry.at_ms, ref=recorded.ref)
    if seen is not None:
        facts.keep(organisation, seen, entry.body)


def _sites(organisation: Organisation, recorded: Recorded) -> set[int]:
    subject = recorded.entry.subject
    mine = Site.objects.filter(organisation=organisation)
    if subject.kind == "site":
        mine = mine.filter(uid=subject.id)
    elif subject.kind == "host":
        mine = mine.filter(host__in=Host.objects.filter(organisation=organisation, uid=subject.id))
    return set(mine.values_list("pk", flat=True))
