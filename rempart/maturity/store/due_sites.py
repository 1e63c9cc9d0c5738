"""Sites whose facts have changed since they were judged; kept in the rows, so that no crash forgets one."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from rempart.directory.store.models import Site
from rempart.maturity.store.models import FactRow, LevelRow

DUE = 0  # as the moment of the last judging: longer ago than any


def mark(sites: Collection[int]) -> None:
    """Part of the caller's transaction. A site that was never judged needs no mark: it has facts and no row."""
    LevelRow.objects.filter(site__in=sites).update(judged_at_ms=DUE)


def due_sites() -> QuerySet[Site]:
    """Those to judge now; a closed organisation's wait until it opens again."""
    told = FactRow.objects.filter(
        organisation=OuterRef("organisation"), subject_kind="site", subject_id=OuterRef("uid")
    )
    due = Q(levelrow__judged_at_ms=DUE) | Q(levelrow=None) & Exists(told)
    return Site.objects.filter(due, organisation__closure=None).select_related("organisation", "host").order_by("pk")
