"""The organiser's pages: programmes, their sessions, who was there, letters, and figures by group."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Person, Team
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.people.actions import invite as letters
from rempart.people.actions import make_programme as making
from rempart.people.actions import plan_session as planning
from rempart.people.actions.change_programme import NotNow, change_programme
from rempart.people.actions.note_attendance import NotYet, note_attendance
from rempart.people.actions.open_programme import end_programme, open_programme
from rempart.people.actions.set_hallmark import set_hallmark
from rempart.people.store.programme import Enrolment, Hallmark, Programme, ProgrammeLetter, Seat, Session
from rempart.people.store.programme_standing import audience, queue, seated
from rempart.people.web import programme_present as present
from rempart.people.web import programme_words as words
from rempart.people.web.programme_forms import HallmarkForm, NewProgrammeForm, ProgrammeForm, SessionForm
from rempart.people.web.rooms import rooms

TEACH = Permission.TEACH
ORDER = (Programme.OPEN, Programme.DRAFT, Programme.ENDED)  # what runs stands first


def _page(request: HttpRequest, name: str, form: Any = None, **context: Any) -> HttpResponse:
    whole = {"section": "lessons", "tabs": rooms(request, "programmes"), "form": form, **context}
    refused = form is not None and form.is_bound and form.errors
    return render(request, f"people/{name}.html", whole, status=422 if refused else 200)


def _too_late(request: HttpRequest) -> None:
    messages.info(request, _("This can no longer be changed: the programme has ended, or the session was called off."))


def _crumbs(row: Programme, *more: str) -> list[dict[str, str]]:
    way = [{"label": _("Programmes"), "href": "/programmes/"}]
    way.append({"label": words.title(row), "href": f"/programmes/{row.uid}/" if more else ""})
    return way + [{"label": one, "href": ""} for one in more]


@login_required
@require_http_methods(["GET", "POST"])
def programmes(request: HttpRequest) -> HttpResponse:
    """Those there are; a POST makes one from a ready one."""
    fence.demand_everywhere(request, TEACH)
    organisation = fence.tenant(request)
    form = NewProgrammeForm(posted(request), initial={"zone": "UTC"})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = making.make_programme(
                fence.account(request),
                organisation,
                said["template"],
                said["starts_on"],
                said["zone"],
                words.language(),
            )
            messages.success(
                request, _("The programme is made, with its dates and sessions. Look at it, then open it.")
            )
            return redirect("programme_manage", uid=row.uid)
        except making.TooMany:
            form.add_error(None, _("There are as many programmes as there may be."))
        except OverflowError:
            form.add_error("starts_on", _("A day of this century, please."))
    rows = Programme.objects.filter(organisation=organisation).order_by("-starts_on", "-pk")
    found = [
        {"row": row, "title": words.title(row), "state": words.STATES[row.state]}
        for row in sorted(rows, key=lambda one: ORDER.index(one.state))
    ]
    return _page(request, "programmes", form, rows=found)


@login_required
@require_http_methods(["GET", "POST"])
def programme(request: HttpRequest, uid: str) -> HttpResponse:
    """How it stands; a POST opens or ends it, or sends invitations."""
    row = fence.fetch(request, Programme, uid, TEACH)
    if request.method == "POST":
        _act(request, row)
        return redirect("programme_manage", uid=uid)
    sessions = Session.objects.filter(programme=row).select_related("programme").order_by("starts_ms", "pk")
    stops = words.stops(row.organisation, row.path, set())
    people = audience(row)
    return _page(
        request, "programme_manage", row=row, title=words.title(row), goals=list(words.goals(row)), stops=stops,
        state=words.STATES[row.state], there=sum(one.is_there for one in stops), there_minutes=20 * sum(one.is_there for one in stops),
        sessions=[present.meeting(one, None) for one in sessions], people=people.count(),
        without_address=people.filter(email="").count(), enrolled=Enrolment.objects.filter(programme=row).count(),
        to_invite=len(letters.to_invite(row)), waiting=ProgrammeLetter.objects.filter(programme=row).count(),
        hallmark=Hallmark.objects.filter(organisation=row.organisation).first(), crumbs=_crumbs(row), tabs=[],
        may_figures=fence.may_everywhere(request, Permission.READ_LEARNING),
    )  # fmt: skip


def _act(request: HttpRequest, row: Programme) -> None:
    account, what = fence.account(request), request.POST.get("do", "")
    try:
        if what == "open":
            count = open_programme(account, row)
            said = ngettext(
                "The programme is open, for %(n)s person.", "The programme is open, for %(n)s people.", count
            )
            messages.success(request, said % {"n": count})
        elif what == "end":
            end_programme(account, row)
            messages.success(request, _("The programme has ended."))
        elif what == "invite":
            count = letters.invite(account, row)
            said = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", count)
            messages.success(request, said % {"n": count})
    except NotNow:
        _too_late(request)
    except letters.NoHallmark:
        messages.info(request, _("First say by what people know that a letter is yours."))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Words, dates, path, audience."""
    row = fence.fetch(request, Programme, uid, TEACH)
    teams = Team.objects.filter(organisation=row.organisation).order_by("name", "pk")
    form = ProgrammeForm(posted(request), programme=row, teams=teams, initial=ProgrammeForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            change_programme(fence.account(request), row, form.values(), form.cleaned_data.get("teams"))
            messages.success(request, _("Saved."))
        except NotNow:
            _too_late(request)
        return redirect("programme_manage", uid=uid)
    return _page(request, "programme_edit", form, row=row, crumbs=_crumbs(row, _("Change")), tabs=[])


@login_required
@require_GET
def progress(request: HttpRequest, uid: str) -> HttpResponse:
    """By groups that were fixed when it opened, rounded, once a week."""
    fence.demand_everywhere(request, Permission.READ_LEARNING)
    row = fence.fetch(request, Programme, uid, Permission.READ_LEARNING)
    names = dict(Team.objects.filter(organisation=row.organisation).values_list("uid", "name"))
    groups = [present.group(one, names.get(one["group"], "")) for one in row.figures.get("groups", [])]
    may_teach = fence.may_everywhere(request, TEACH)
    crumbs = _crumbs(row, _("Progress")) if may_teach else []
    return _page(
        request, "programme_progress", row=row, title=words.title(row), groups=groups, why=row.figures.get("why", ""),
        crumbs=crumbs, tabs=[],
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def add_session(request: HttpRequest, uid: str) -> HttpResponse:
    """One more meeting."""
    row = fence.fetch(request, Programme, uid, TEACH)
    first = {"minutes": 60, "capacity": 30, "way": "both"}
    form = SessionForm(posted(request), programme=row, needs_title=True, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            planning.plan_session(fence.account(request), row, form.values())
            messages.success(request, _("The session is planned."))
            return redirect("programme_manage", uid=uid)
        except planning.TooMany:
            form.add_error(None, _("There are as many sessions as there may be."))
        except NotNow:
            _too_late(request)
            return redirect("programme_manage", uid=uid)
    return _page(request, "session_edit", form, row=row, crumbs=_crumbs(row, _("A new session")), tabs=[])


@login_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, uid: str) -> HttpResponse:
    """Change it, call it off, note who was there."""
    row = fence.fetch(request, Session, uid, TEACH)
    what = request.POST.get("do", "change")
    changes = request.method == "POST" and what == "change"
    form = SessionForm(
        request.POST if changes else None,
        programme=row.programme,
        needs_title=not row.key,
        initial=SessionForm.initial_of(row),
    )
    if request.method == "POST" and (what != "change" or form.is_valid()):
        try:
            _change(request, row, what, form)
            return redirect("session_manage", uid=uid)
        except planning.TooFew as few:
            said = ngettext("%(n)s person has a seat already.", "%(n)s people have a seat already.", few.seated)
            form.add_error("capacity", said % {"n": few.seated})
    seats = seated(row).select_related("account")
    return _page(
        request, "session_edit", form, row=row.programme, one=present.meeting(row, None), seats=_named(row, list(seats)),
        queued=queue(row).count(), may_note=row.starts_ms <= now_ms() and row.state == Session.PLANNED,
        crumbs=_crumbs(row.programme, words.meeting(row)), tabs=[],
    )  # fmt: skip


def _change(request: HttpRequest, row: Session, what: str, form: SessionForm) -> None:
    account = fence.account(request)
    try:
        if what == "change":
            planning.change_session(account, row, form.values())
        elif what == "cancel":
            planning.cancel_session(account, row)
        elif what == "there":
            note_attendance(account, row, request.POST.getlist("there")[:5_000])
        messages.success(request, _("Saved."))
    except NotNow:
        _too_late(request)
    except NotYet:
        messages.info(request, _("The session has not begun yet."))


@login_required
@require_GET
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """A list to print and to be signed in the room."""
    row = fence.fetch(request, Session, uid, TEACH)
    seats = _named(row, list(seated(row).select_related("account")))
    return _page(
        request, "session_sheet", one=present.meeting(row, None), seats=seats, programme_title=words.title(row.programme),
        blank=range(min(5, max(0, row.capacity - len(seats)))), crumbs=_crumbs(row.programme, words.meeting(row)), tabs=[],
    )  # fmt: skip


def _named(row: Session, seats: list[Seat]) -> list[dict[str, Any]]:
    """By the name that the list of people has, else the account's."""
    people = Person.objects.filter(organisation=row.organisation, account__in=[one.account_id for one in seats])
    names = dict(people.values_list("account", "name"))
    found = [{"seat": one, "name": names.get(one.account_id) or one.account.name or one.account.email} for one in seats]
    return sorted(found, key=lambda one: str(one["name"]).casefold())


@login_required
@require_http_methods(["GET", "POST"])
def hallmark(request: HttpRequest) -> HttpResponse:
    """The words and the address by which people know a letter."""
    fence.demand_everywhere(request, TEACH)
    organisation = fence.tenant(request)
    held = Hallmark.objects.filter(organisation=organisation).first()
    first = {"address": request.get_host(), "zone": "UTC"}
    if held:
        first = {"phrase": held.phrase, "address": held.address, "zone": held.zone}
    form = HallmarkForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        set_hallmark(fence.account(request), organisation, **form.cleaned_data)
        messages.success(request, _("Saved. Now put the same words on the intranet."))
        return redirect("programme_letters")
    sample = present.sample_letter(organisation, held) if held else None
    return _page(request, "programme_letters", form, sample=sample, crumbs=[
        {"label": _("Programmes"), "href": "/programmes/"}, {"label": _("Letters"), "href": ""},
    ], tabs=[])  # fmt: skip
