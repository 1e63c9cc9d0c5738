"""Questions about leavers that pages and facts ask."""

from django.db.models import Count, QuerySet

from rempart.directory.store.models import Organisation
from rempart.lifecycle.core.change import Kind
from rempart.lifecycle.core.steps import DISCONNECTED, RevocationState, Stage
from rempart.lifecycle.core.timing import Measured, Times, measure
from rempart.lifecycle.store.models import Revocation, Transition


def leavers(organisation: Organisation, since_ms: int = 0) -> QuerySet[Transition]:
    """Whoever left, the last one first. Taking back a slip of the same minutes is no leaving, once nothing is open."""
    rows = Transition.objects.filter(
        organisation=organisation, kind=Kind.LEAVE.value, stage=Stage.APPLIED.value, applied_at_ms__gte=since_ms
    )
    return rows.exclude(reason="fresh", closed_at_ms__isnull=False).order_by("-applied_at_ms", "-pk")


def times_of(row: Transition) -> Times:
    """Needs `revocations` prefetched to be quick. What a disconnected system kept open counts as open: nobody can tell."""
    begin = max(row.hr_at_ms, row.due_at_ms)
    applied = row.applied_at_ms or begin
    outward = list(row.revocations.all())
    if any(one.state == RevocationState.OPEN or one.trouble == DISCONNECTED for one in outward):
        return Times(max(0, applied - begin), None)
    last = max([applied, *(one.done_at_ms for one in outward if one.done_at_ms is not None)])
    return Times(max(0, applied - begin), max(0, last - begin))


def measured(organisation: Organisation, since_ms: int) -> Measured:
    """Of everybody who left since then."""
    rows = leavers(organisation, since_ms).prefetch_related("revocations")
    return measure([times_of(row) for row in rows])


def open_in(organisation: Organisation) -> dict[int, int]:
    """Connection (its key) -> leavers that still wait there."""
    rows = Revocation.objects.filter(organisation=organisation, state=RevocationState.OPEN)
    return dict(rows.values_list("connection").annotate(Count("pk")).order_by("connection"))
