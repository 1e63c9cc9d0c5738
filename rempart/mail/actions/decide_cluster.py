"""Say what a reported mail is: for all who reported it at once. Saying it again later answers them again."""

from django.db import transaction

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import mail_reports as events
from rempart.mail.actions.count_true import count_true
from rempart.mail.actions.tell_mail import tell_reports
from rempart.mail.core.reported.states import Decision, Letter, Pile
from rempart.mail.store.reports import Cluster, Report
from rempart.terms.scope import Subject


def decide_cluster(actor: Account, cluster: Cluster, decision: Decision) -> None:
    """Raises PermissionDenied. Reports that nobody vouches for are judged too, and nobody is thanked for them."""
    organisation, now = cluster.organisation, now_ms()
    with action(actor, organisation, Permission.TRIAGE) as record:
        row = Cluster.objects.select_for_update().get(pk=cluster.pk)
        is_news = row.decision != decision
        Cluster.objects.filter(pk=row.pk).update(decision=decision, decided_ms=now, decided_by=actor)
        reports = Report.objects.filter(cluster=row)
        body = {"verdict": decision.value, "reports": reports.count(), "machine": row.machine or "not_judged"}
        subject = Subject("cluster", row.uid)
        record.event(events.CLUSTER_DECIDED, subject, body)
        if not is_news:
            return
        known = reports.exclude(account=None, person=None)
        known.update(answered_ms=now, letter=Letter.DUE, letter_tries=0, letter_next_ms=now)
        if decision == Decision.PHISHING:
            record.event(
                events.PHISH_CONFIRMED, subject, {"reports": body["reports"], "is_proven": row.pile != Pile.UNPROVEN}
            )
            count_true(record, row)
        tell_reports(record)
    transaction.on_commit(cluster.refresh_from_db)
