"""Mails that people report and a person decides: at once, after days, or too few to tell."""

from collections.abc import Iterator

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

    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.mail.actions.decide_cluster import decide_cluster
    from rempart.mail.actions.take_report import report_mail
    from rempart.mail.core.reported.states import Decision, Way
    from rempart.mail.store.reports import Cluster, Report
    from rempart.maturity.store import facts

    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"owner-{name}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{name.replace('_', '-')}.quarry.example")
    for number, subject in enumerate(SUBJECTS[:count]):
        raw = f"From: a{number}@far{number}.example\r\nSubject: {subject}\r\n\r\n{subject}: https://far{number}.example/\r\n"
        report_mail(owner, organisation, raw.encode(), Way.PAGE)
    Report.objects.filter(organisation=organisation).update(at_ms=F("at_ms") - days * DAY_MS)
    for cluster in Cluster.objects.filter(organisation=organisation).order_by("pk"):
        decide_cluster(owner, cluster, Decision.SPAM)
    settle(site, state_folder())
    found = [one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, MailReports)]
    return max(found, key=lambda one: one.taken_at_ms)


UNIT = Measure("mail_reports", (MailReports,), tuple(name for name, *_ in CLASSES), scenes)
