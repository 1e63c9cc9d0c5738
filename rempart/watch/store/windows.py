"""Announced work: which monitors it covers, and when."""

from django.db.models import Q, QuerySet

from rempart.watch.store.models import Monitor, Window


def covering(row: Monitor) -> QuerySet[Window]:
    """Of the whole organisation, or of the monitor's site."""
    mine = Q(site__isnull=True) | Q(site_id=row.site_id) if row.site_id else Q(site__isnull=True)
    return Window.objects.filter(mine, organisation_id=row.organisation_id)


Spans = list[tuple[int, int]]


def planned(row: Monitor, since_ms: int) -> Spans:
    """Announced work that ends after that moment."""
    return list(covering(row).filter(ends_ms__gt=since_ms).values_list("begins_ms", "ends_ms"))


def is_planned(spans: Spans, at_ms: int) -> bool:
    """Was work announced for that moment?"""
    return any(begin <= at_ms < end for begin, end in spans)
