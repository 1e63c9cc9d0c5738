"""A reported mail was phishing: the record hears it once for each person, so that others may thank them."""

from rempart.directory.actions.action import Record
from rempart.events import mail_reports as events
from rempart.mail.store.reports import Cluster, Report
from rempart.terms.scope import Subject


def count_true(record: Record, cluster: Cluster) -> None:
    """Each person once for each mail, however often they reported it; nobody where nobody vouches."""
    rows = Report.objects.filter(cluster=cluster).exclude(account=None).select_related("account").order_by("pk")
    counted = set(rows.filter(is_counted=True).values_list("account", flat=True))
    for one in rows.filter(is_counted=False):
        if one.account is not None and one.account.pk not in counted:
            counted.add(one.account.pk)
            record.event(events.REPORT_TRUE, Subject("account", one.account.uid), {"cluster": cluster.uid})
            Report.objects.filter(pk=one.pk).update(is_counted=True)
