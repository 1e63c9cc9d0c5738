"""The learner's pages: what is mine and by when, sessions and seats, the calendar, today's tip."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Membership
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.people.actions import join_programme, learner_choice
from rempart.people.actions.session_seat import NoSeat, give_up, take_seat
from rempart.people.store.programme import Enrolment, Hallmark, LearnerChoice, Programme, Session
from rempart.people.store.programme_standing import is_for, open_for
from rempart.people.web import programme_present as present
from rempart.people.web import programme_words as words
from rempart.people.web.programme_forms import ChoiceForm
from rempart.people.web.rooms import rooms

CALENDAR = "text/calendar; charset=utf-8"


@login_required
@require_http_methods(["GET", "POST"])
def programme(request: HttpRequest) -> HttpResponse:
    """Every programme that is for this person, and their choices."""
    account, organisation = fence.account(request), fence.tenant(request)
    choice = LearnerChoice.objects.filter(account=account, organisation=organisation).first()
    form = ChoiceForm(posted(request) if request.POST.get("do") == "choose" else None, initial=_initial(choice))
    secret = ""
    if request.method == "POST":
        if request.POST.get("do") == "calendar":
            secret = learner_choice.make_calendar(account, organisation)
        elif (done := _do(request, form)) is not None:
            return done
    context: dict[str, Any] = {
        "section": "lessons", "tabs": rooms(request, "programme"), "form": form, "secret": secret,
        "base": f"{request.scheme}://{request.get_host()}",
        "has_calendar": bool(secret or (choice and choice.calendar_digest)),
        "cards": [present.card(row, account) for row in open_for(account, organisation)],
        "hallmark": Hallmark.objects.filter(organisation=organisation).first(),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "people/programme.html", context, status=status)


def _initial(choice: LearnerChoice | None) -> dict[str, Any]:
    return {"is_quiet": choice.is_quiet, "away_until": choice.away_until} if choice else {}


def _do(request: HttpRequest, form: ChoiceForm) -> HttpResponse | None:
    """None for a form that is shown again."""
    account, organisation = fence.account(request), fence.tenant(request)
    what = request.POST.get("do", "")
    if what == "choose":
        if not form.is_valid():
            return None
        learner_choice.choose(account, organisation, **form.cleaned_data)
        messages.success(request, _("Saved."))
    elif what == "end_calendar":
        learner_choice.end_calendar(account, organisation)
        messages.success(request, _("The address of your calendar leads nowhere any more."))
    else:
        _take_part(request, account, what)
    return redirect("programme")


def _take_part(request: HttpRequest, account: Account, what: str) -> None:
    rows = Programme.objects.filter(organisation=fence.tenant(request), uid=request.POST.get("programme", "")[:16])
    row = rows.select_related("organisation").first()
    if row is None or not (is_for(row, account) or Enrolment.objects.filter(programme=row, account=account).exists()):
        raise Http404
    if what == "join":
        try:
            join_programme.join(account, row)
            messages.success(request, _("You are enrolled."))
        except join_programme.NotOpen:
            messages.info(request, _("Enrolment is over. Ask whoever organises the programme: they can lengthen it."))
    elif what == "leave":
        join_programme.leave(account, row)
        messages.success(request, _("You no longer take part. Your lessons still count for the year."))
    elif what in ("share", "hide"):
        join_programme.share(account, row, is_shared=what == "share")
        messages.success(request, _("Saved."))


def _session(request: HttpRequest, uid: str) -> Session:
    account = fence.account(request)
    rows = Session.objects.filter(organisation=fence.tenant(request), uid=uid)
    row = rows.select_related("programme__organisation", "organisation").first()
    if (
        row is None
        or row.programme.state == Programme.DRAFT
        or row.programme not in open_for(account, row.organisation)
    ):
        raise Http404
    return row


@login_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, uid: str) -> HttpResponse:
    """One meeting: a seat, or a place in the queue, or giving it up."""
    row, account = _session(request, uid), fence.account(request)
    if request.method == "POST":
        if request.POST.get("do") == "leave":
            give_up(account, row)
            messages.success(request, _("Your seat is free for somebody else."))
            return redirect("programme_session", uid=uid)
        try:
            seat = take_seat(account, row)
            said = _("You have a seat.") if seat.seated_ms else _("You are in the queue, and move up by yourself.")
            messages.success(request, said)
        except NoSeat:
            messages.info(
                request, _("No seat can be taken here now. Enrol in the programme first, or look at another session.")
            )
        return redirect("programme_session", uid=uid)
    context = {
        "section": "lessons", "one": present.meeting(row, account), "programme_title": words.title(row.programme),
        "is_enrolled": Enrolment.objects.filter(programme=row.programme, account=account).exists(),
        "crumbs": [{"label": _("My programme"), "href": "/programme/"}, {"label": words.meeting(row), "href": ""}],
    }  # fmt: skip
    return render(request, "people/session.html", context)


@login_required
@require_GET
def session_file(request: HttpRequest, uid: str) -> HttpResponse:
    """For one's calendar."""
    row = _session(request, uid)
    data = present.calendar_of([row], fence.account(request), request.get_host(), now_ms())
    answer = HttpResponse(data, content_type=CALENDAR)
    answer["Content-Disposition"] = f'attachment; filename="session-{row.uid}.ics"'
    return answer


@never_cache
@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """By the secret address alone: a calendar program cannot sign in. Titles and times, and nobody's name."""
    digest = learner_choice.digest_of(secret)
    found = LearnerChoice.objects.filter(calendar_digest=digest).select_related("account", "organisation").first()
    if found is None or not _is_member(found):
        raise Http404
    rows = Session.objects.filter(organisation=found.organisation, seat__account=found.account)
    rows = rows.select_related("programme__organisation").order_by("starts_ms", "pk")
    answer = HttpResponse(
        present.calendar_of(list(rows), found.account, request.get_host(), now_ms()), content_type=CALENDAR
    )
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _is_member(found: LearnerChoice) -> bool:
    mine = Membership.objects.filter(account=found.account, organisation=found.organisation)
    return found.account.is_active and (mine.filter(until_ms=None) | mine.filter(until_ms__gt=now_ms())).exists()


@login_required
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The week's coffee tip; in a culture week a tip and a strip for each day."""
    account, organisation = fence.account(request), fence.tenant(request)
    context = {
        "section": "lessons",
        "tabs": rooms(request, "learning_today"),
        **present.today(account, organisation, now_ms()),
    }
    return render(request, "people/programme_today.html", context)
