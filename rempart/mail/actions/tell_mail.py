"""Tell the record what became of a drill and of reports: in counts, as part of the action that ended or decided them."""

from collections.abc import Mapping

from django.db.models import F

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.models import Organisation
from rempart.events import mail as events
from rempart.facts.mail_drill import MailDrill
from rempart.facts.mail_reports import MailReports
from rempart.mail.core.drill.states import Sent
from rempart.mail.store.reports import DrillReport, Report
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

SPAN_DAYS = 90
DAY_MS = DAY_S * 1_000
SOURCE = "mail"


def tell_drill(record: Record, counts: Mapping[str, int]) -> None:
    """Once it has ended; `counts` are its mails by state."""
    fact = MailDrill(
        planned=sum(counts.values()), accepted=counts[Sent.ACCEPTED], refused=counts[Sent.REFUSED],
        unknown=counts[Sent.UNKNOWN], withdrawn=counts[Sent.WITHDRAWN],
    )  # fmt: skip
    _tell(record, fact)


def tell_reports(record: Record) -> None:
    """Once somebody has decided what a reported mail is."""
    _tell(record, reports_of(record.organisation))


def reports_of(organisation: Organisation) -> MailReports:
    """As it stands now. Reports that nobody vouches for are nobody's to answer."""
    since = now_ms() - SPAN_DAYS * DAY_MS
    known = Report.objects.filter(organisation=organisation, at_ms__gt=since).exclude(account=None, person=None)
    answered = known.filter(answered_ms__isnull=False)
    drills = DrillReport.objects.filter(message__campaign__organisation=organisation, at_ms__gt=since)
    return MailReports(
        span_days=SPAN_DAYS, reports=known.count(), answered=answered.count(),
        in_a_day=answered.filter(answered_ms__lte=F("at_ms") + DAY_MS).count(), thanked=drills.count(),
    )  # fmt: skip


def _tell(record: Record, fact: MailDrill | MailReports) -> None:
    subject = Subject("organisation", record.organisation.uid)
    tell_fact(record, events.FACT_RECORDED, subject, fact, at_ms=now_ms(), source=SOURCE)
