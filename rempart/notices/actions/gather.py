"""From the ledger to notices: one per cause, with what is due when; and over when the ledger says so."""

from rempart.directory.actions.follow import follow, follow_house
from rempart.directory.store.models import Organisation
from rempart.events.catalogue import catalogue
from rempart.ledger.entry import Recorded
from rempart.notices.core.cause import cause_of, ended_by
from rempart.notices.core.plan import first_tellings
from rempart.notices.store import ways
from rempart.notices.store.models import Notice, Telling
from rempart.terms.severity import Severity

READER = "notices.gather"


def gather() -> bool:
    """One batch of every organisation's log, and of the installation's own."""
    loud = [name for name, kind in catalogue().items() if kind.severity > Severity.NONE or kind.ends]
    moved = follow(READER, loud, take)
    return follow_house(READER, loud, take) or moved


def take(organisation: Organisation, recorded: Recorded) -> None:
    """Part of the reader's transaction."""
    said = recorded.entry
    kind = catalogue()[said.kind]
    live = Notice.objects.filter(organisation=organisation, state__in=(Notice.OPEN, Notice.TAKEN))
    over = live.filter(cause__in=ended_by(kind.ends, said.subject))
    Telling.objects.filter(notice__in=over, state=Telling.WAITING).update(state=Telling.DROPPED)
    over.update(state=Notice.OVER, over_at_ms=recorded.recorded_ms)
    if kind.severity is Severity.NONE:
        return
    cause = cause_of(said.kind, said.subject)
    known = live.filter(cause=cause).order_by("pk").first()
    if known is not None:
        values = {"count": known.count + 1, "last_at_ms": recorded.recorded_ms, "last_index": recorded.index}
        Notice.objects.filter(pk=known.pk).update(**values, body=said.body)
        return
    notice = Notice.objects.create(
        organisation=organisation, cause=cause, kind=said.kind, severity=int(kind.severity), body=said.body,
        log=recorded.log, subject_kind=said.subject.kind, subject_id=said.subject.id, index=recorded.index, last_index=recorded.index,
        first_at_ms=recorded.recorded_ms, last_at_ms=recorded.recorded_ms,
    )  # fmt: skip
    due = first_tellings(kind.severity, recorded.recorded_ms, ways.reaching(organisation))
    Telling.objects.bulk_create(
        [Telling(notice=notice, way_id=one.way, due_at_ms=one.at_ms, in_digest=one.in_digest) for one in due]
    )
