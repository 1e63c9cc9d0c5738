"""What was reported, as the figures of drills need it: drills by message, other mails in counts."""

from rempart.directory.store.models import Organisation
from rempart.mail.core.reported.states import Decision
from rempart.mail.store.drill import Campaign
from rempart.mail.store.reports import DrillReport, Report


def reports_of(campaign: Campaign) -> dict[int, int]:
    """When each message was reported by the one it was sent to, by the message's key."""
    rows = DrillReport.objects.filter(message__campaign=campaign).order_by("pk")
    return dict(rows.values_list("message", "at_ms"))


def decided(organisation: Organisation, from_ms: int, until_ms: int) -> tuple[int, int]:
    """Reports of real mails that a person has decided, and how many of them were phishing. Undecided ones are left out."""
    rows = Report.objects.filter(organisation=organisation, at_ms__gte=from_ms, at_ms__lt=until_ms)
    said = rows.filter(cluster__decision__in=(Decision.PHISHING, Decision.SPAM, Decision.HARMLESS))
    return said.count(), said.filter(cluster__decision=Decision.PHISHING).count()
