"""What came of each pseudonym of a campaign, out of messages, judged hits and reports."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Min

from rempart.mail.core.drill.states import Group, Sent
from rempart.mail.core.figures.outcome import Outcome
from rempart.mail.core.hits.arrived import Kind
from rempart.mail.core.hits.judge import By
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.hits import Hit
from rempart.mail.store.reported import reports_of

CLICKS = (Kind.LINK, Kind.PAGE, Kind.HERE, Kind.LEARN, Kind.TEACH)


def by_pseudonym(campaign: Campaign, only: Collection[str] | None = None) -> dict[str, Outcome]:
    """Of those whom at least one mail reached. Mails of people who were erased stand under a name that is nobody's."""
    rows = Message.objects.filter(campaign=campaign, state=Sent.ACCEPTED).order_by("stage", "pk")
    if only is not None:
        rows = rows.filter(pseudonym__in=only)
    clicks, reports = _clicks(campaign), reports_of(campaign)
    groups: defaultdict[str, list[Message]] = defaultdict(list)
    for row in rows:
        groups[row.pseudonym].append(row)
    return {name: _outcome(mails, clicks, reports) for name, mails in groups.items()}


def _clicks(campaign: Campaign) -> dict[int, int]:
    human = Hit.objects.filter(message__campaign=campaign, by=By.HUMAN, kind__in=CLICKS)
    return dict(human.values("message").annotate(first=Min("at_ms")).values_list("message", "first"))


def _outcome(mails: list[Message], clicks: dict[int, int], reports: dict[int, int]) -> Outcome:
    begun = min(mail.at_ms or mail.due_ms for mail in mails)
    clicked, reported = _first(mails, clicks), _first(mails, reports)
    return Outcome(
        mails[0].cut,
        mails[0].group == Group.CONTROL,
        None if clicked is None else max(0, clicked - begun),
        None if reported is None else max(0, reported - begun),
        clicked,
        reported,
    )


def _first(mails: Iterable[Message], moments: dict[int, int]) -> int | None:
    return min((moments[mail.pk] for mail in mails if mail.pk in moments), default=None)


def hit_counts(campaign: Campaign) -> dict[str, int]:
    """Hits by who was at work, and `sign:…` by what told the machines: beside the figures, counted in none of them."""
    found: defaultdict[str, int] = defaultdict(int)
    for by, kind, reasons in Hit.objects.filter(message__campaign=campaign).values_list("by", "kind", "reasons"):
        found["unverified" if kind == Kind.OPEN else by or "unjudged"] += 1
        for sign in reasons if by == By.MACHINE else ():
            found[f"sign:{sign}"] += 1
    return dict(found)
