"""A reported mail is forgotten after `RAW_DAYS`, that it was reported after `KEPT_DAYS`."""

from rempart.directory.actions.action import now_ms
from rempart.mail.store.reports import KEPT_DAYS, RAW_DAYS, Cluster, DrillReport, Report, ReportKey, Thanks
from rempart.terms.duration import DAY_S

BATCH = 200
DAY_MS = DAY_S * 1_000


def forget_reports(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    now = now_ms() if moment_ms is None else moment_ms
    raw_before, before = now - RAW_DAYS * DAY_MS, now - KEPT_DAYS * DAY_MS
    old = list(Report.objects.filter(at_ms__lt=raw_before).exclude(raw=b"").values_list("pk", flat=True)[:BATCH])
    gone = Report.objects.filter(pk__in=old).update(raw=b"", brief=b"")
    stale = Cluster.objects.filter(newest_ms__lt=raw_before).exclude(found=b"", marks={})
    gone += Cluster.objects.filter(pk__in=list(stale.values_list("pk", flat=True)[:BATCH])).update(found=b"", marks={})
    for rows in (
        Report.objects.filter(at_ms__lt=before),
        Cluster.objects.filter(newest_ms__lt=before),
        DrillReport.objects.filter(at_ms__lt=before),
        Thanks.objects.filter(day__lt=before // DAY_MS),
        ReportKey.objects.filter(until_ms__lt=now),
    ):
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        gone += rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return gone >= BATCH
