"""One's own results in drills by mail; nobody else's, and of no drill that still runs."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from rempart.directory.store.models import Account, Organisation, Person
from rempart.directory.web import fence
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.core.figures.outcome import Outcome
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.joining import Joiner
from rempart.mail.store.outcomes import by_pseudonym
from rempart.mail.web.landing_views import marks_in, subject_in
from rempart.mail.web.rooms import rooms


@dataclass(frozen=True, slots=True)
class OwnDrill:
    """One line."""

    begun_ms: int
    subject: str
    marks: list[str]
    is_clicked: bool
    is_reported: bool


@login_required
@require_GET
def own_drills(request: HttpRequest) -> HttpResponse:
    """Found by the pseudonym, which only the sealed key makes of a person."""
    account, organisation = fence.account(request), fence.tenant(request)
    person = Person.objects.filter(organisation=organisation, account=account).first()
    context = {
        "section": "mail",
        "tabs": rooms(request, "own_drills"),
        "is_known": person is not None,
        "drills": own(account, organisation, get_language() or "en"),
    }
    return render(request, "mail/own_drills.html", context)


def own(account: Account, organisation: Organisation, language: str) -> list[OwnDrill]:
    """The newest first."""
    person = Person.objects.filter(organisation=organisation, account=account).first()
    if person is None:
        return []
    name = Joiner(organisation).pseudonym(person.uid)
    mine = Message.objects.filter(campaign__organisation=organisation, pseudonym=name, state=Sent.ACCEPTED)
    over = Campaign.objects.filter(message__in=mine, state__in=(State.DONE, State.STOPPED)).distinct()
    return [_line(one, by_pseudonym(one, [name])[name], language) for one in over.order_by("-begun_ms", "-pk")]


def _line(campaign: Campaign, outcome: Outcome, language: str) -> OwnDrill:
    return OwnDrill(
        campaign.begun_ms or 0,
        subject_in(campaign, language),
        marks_in(campaign, language),
        outcome.is_clicked,
        outcome.is_reported,
    )
