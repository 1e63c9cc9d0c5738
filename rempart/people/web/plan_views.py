"""One's own plan: thirteen questions about one's day, what follows from them with dates, and a calendar file (AWR-21)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.design.formats import short_language
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation
from rempart.directory.web import fence
from rempart.people.actions.make_plan import day_of, make_plan, tick_item
from rempart.people.core.attempt import Why
from rempart.people.core.lesson import Lesson
from rempart.people.core.plan import MOST_TOPICS, Kind
from rempart.people.core.plan_ics import calendar
from rempart.people.core.self_check import Part, questions, risks
from rempart.people.core.shelves import in_language
from rempart.people.store.library import lessons_of
from rempart.people.store.models import Attempt
from rempart.people.store.plan import PlanItem, SelfCheck
from rempart.people.web import prose
from rempart.people.web.rooms import rooms


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its words. A lesson that was taken since the plan was made is done without a tick."""

    item: PlanItem
    lesson: Lesson
    text: str
    is_done: bool
    is_late: bool

    @property
    def is_lesson(self) -> bool:
        """Is it a lesson to take, or something to do?"""
        return self.item.kind == Kind.LESSON


def lines(account: Account, organisation: Organisation, language: str) -> list[Line]:
    """By date; topics that no lesson has any more are left out."""
    mine = PlanItem.objects.filter(account=account, organisation=organisation).order_by("due", "kind", "pk")
    here = Attempt.objects.filter(account=account, organisation=organisation, why=Why.COUNTS)
    ended = dict(here.order_by("ended_ms").values_list("lesson", "ended_ms"))
    today, found, shelf = day_of(now_ms()), [], lessons_of(organisation)
    for item in mine:
        lesson = in_language(shelf, item.lesson, language)
        if lesson is None:
            continue
        is_taken = item.kind == Kind.LESSON and (ended.get(item.lesson) or 0) > item.made_ms
        is_done = item.done_ms is not None or is_taken
        text = lesson.title if item.kind == Kind.LESSON else prose.plain(lesson.tomorrow[0])
        found.append(Line(item, lesson, text, is_done, not is_done and item.due < today))
    return found


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """What there is to do, and by when; a POST ticks something off."""
    account, organisation = fence.account(request), fence.tenant(request)
    if request.method == "POST":
        mine = PlanItem.objects.filter(account=account, organisation=organisation)
        item = mine.select_related("account", "organisation").filter(uid=request.POST.get("item", "")[:16]).first()
        if item is None:
            raise Http404
        tick_item(item, is_done=request.POST.get("do") != "undo")
        return redirect("my_plan")
    language = get_language() or "en"
    found = lines(account, organisation, language)
    answered = SelfCheck.objects.filter(account=account, organisation=organisation).first()
    context: dict[str, Any] = {
        "section": "lessons", "tabs": rooms(request, "my_plan"), "lines": found, "answered": answered,
        "open": sum(not line.is_done for line in found), "risks": _risks(organisation, answered, language),
    }  # fmt: skip
    return render(request, "people/my_plan.html", context)


def _risks(organisation: Organisation, answered: SelfCheck | None, language: str) -> list[dict[str, Any]]:
    """Where to look twice, and which of one's own answers say so."""
    asked, short, shelf = questions(), short_language(language), lessons_of(organisation)
    by_id = {one.id: one for one in asked}
    found = []
    for risk in risks(asked, answered.answers if answered else {})[:MOST_TOPICS]:
        if (lesson := in_language(shelf, risk.lesson, language)) is not None:
            because = [by_id[name].ask.said_in(short) for name in risk.because]
            found.append({"lesson": lesson, "is_strong": risk.is_strong, "because": because})
    return found


@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The questions, all on one page; what was answered before stands there again."""
    account, organisation = fence.account(request), fence.tenant(request)
    held = SelfCheck.objects.filter(account=account, organisation=organisation).first()
    answers: dict[str, str] = dict(held.answers) if held else {}
    wrong: list[str] = []
    if request.method == "POST":
        answers = {one.id: request.POST.get(one.id, "") for one in questions()}
        wrong = [one.id for one in questions() if one.option(answers[one.id]) is None]
        if not wrong:
            make_plan(account, organisation, answers)
            messages.success(request, _("Your plan is made. Nobody but you can open it."))
            return redirect("my_plan")
    context = {
        "section": "lessons", "parts": _parts(answers, wrong), "wrong": len(wrong),
        "crumbs": [{"label": _("My plan"), "href": "/my/plan/"}, {"label": _("My day"), "href": ""}],
    }  # fmt: skip
    return render(request, "people/my_day.html", context, status=422 if wrong else 200)


def _parts(answers: dict[str, str], wrong: list[str]) -> list[dict[str, Any]]:
    short = short_language(get_language())
    titles = {
        Part.HANDLE: _("What I handle"),
        Part.DEVICES: _("My devices"),
        Part.HABITS: _("My habits"),
        Part.PLACE: _("My place in the chain"),
    }
    return [
        {
            "title": title,
            "questions": [
                {
                    "id": one.id, "ask": one.ask.said_in(short), "is_wrong": one.id in wrong,
                    "options": [
                        {"id": option.id, "text": option.text.said_in(short), "on": answers.get(one.id) == option.id}
                        for option in one.options
                    ],
                }
                for one in questions()
                if one.part == part
            ],
        }
        for part, title in titles.items()
    ]  # fmt: skip


@login_required
@require_GET
def calendar_file(request: HttpRequest) -> HttpResponse:
    """What is open, as whole days."""
    found = lines(fence.account(request), fence.tenant(request), get_language() or "en")
    events = [(line.item.uid, line.item.due, _summary(line)) for line in found if not line.is_done]
    answer = HttpResponse(calendar(events, now_ms()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return answer


def _summary(line: Line) -> str:
    return (
        _("Lesson: %(title)s") % {"title": line.lesson.title}
        if line.is_lesson
        else prose.plain(line.lesson.tomorrow[0])
    )
