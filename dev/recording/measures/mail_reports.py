"""Mails that people report and a person decides: at once, after days, or too few to tell."""

from collections.abc import Iterator

from dev.recording.firm import firm, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.mail_reports import MailReports

DAY_MS = 86_400_000
CLASSES: tuple[tuple[str, Side, int, int], ...] = (  # reports, and days that each of them waits
    ("answered_at_once", "good", 4, 0),
    ("answered_after_days", "broken", 4, 3),
    ("one_report", "blind", 1, 0),
)
SUBJECTS = ("Your parcel waits", "Invoice 4711 is open", "New sign-in policy", "Payroll was changed")


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for name, side, count, days in CLASSES:
        fixture = f"{count} mails, reported by the page and decided {days} days later"
        yield Scene(name, side, fixture, (_decided(name, count, days),))


def _decided(name: str, count: int, days: int) -> Observation:
    from django.db.models import F

    from rempart.mail.actions.decide_cluster import decide_cluster
    from rempart.mail.actions.take_report import report_mail
    from rempart.mail.core.reported.states import Decision, Way
    from rempart.mail.store.reports import Cluster, Report

    here = firm(name)
    for number, subject in enumerate(SUBJECTS[:count]):
        raw = f"From: a{number}@far{number}.example\r\nSubject: {subject}\r\n\r\n{subject}: https://far{number}.example/\r\n"
        report_mail(here.owner, here.organisation, raw.encode(), Way.PAGE)
    Report.objects.filter(organisation=here.organisation).update(at_ms=F("at_ms") - days * DAY_MS)
    for cluster in Cluster.objects.filter(organisation=here.organisation).order_by("pk"):
        decide_cluster(here.owner, cluster, Decision.SPAM)
    return max(told(here, MailReports), key=lambda one: one.taken_at_ms)


UNIT = Measure("mail_reports", (MailReports,), tuple(name for name, *_ in CLASSES), scenes)
