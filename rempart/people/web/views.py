"""The pages of learning: what is there, one lesson, one step at a time, and the questions that come again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.directory.actions.action import now_ms
from rempart.directory.web import fence
from rempart.people.actions import take_step
from rempart.people.actions.begin_lesson import begin_lesson
from rempart.people.actions.repeat_question import repeat_question
from rempart.people.core.attempt import Astray, order
from rempart.people.core.case_library import cases_of
from rempart.people.core.lesson import Lesson
from rempart.people.core.repetition import MOST_A_DAY
from rempart.people.store.hours import minutes_of
from rempart.people.store.library import lesson_ever, lesson_of
from rempart.people.store.models import Attempt, Card
from rempart.people.web import present, prose
from rempart.people.web.rooms import rooms

CARD = "people_card"  # in the session: what came of the last question that was repeated


def _lesson(request: HttpRequest, name: str) -> Lesson:
    found = lesson_of(fence.tenant(request), name, get_language() or "en")
    if found is None:
        raise Http404
    return found


@login_required
@require_GET
def lessons(request: HttpRequest) -> HttpResponse:
    """What waits today, the lessons, and the hours of the year."""
    account, organisation = fence.account(request), fence.tenant(request)
    found = present.lines(account, organisation, get_language() or "en")
    done = minutes_of(organisation, now_ms(), account).get(account.pk, 0)
    context = {
        "section": "lessons", "tabs": rooms(request, "lessons"), "lines": found, "done": done, "year": present.year_minutes(organisation), "total": len(found),
        "counted": sum(line.state == "counts" for line in found),
        "due": min(present.due_cards(account, organisation).count(), MOST_A_DAY),
        "next": next((one for one in found if one.state == "under_way"), None)
        or next((one for one in found if one.state != "counts"), None),
    }  # fmt: skip
    return render(request, "people/lessons.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, name: str) -> HttpResponse:
    """What it is about; the button begins it, or goes on where one was."""
    found = _lesson(request, name)
    account, organisation = fence.account(request), fence.tenant(request)
    if request.method == "POST":
        return redirect("lesson_attempt", uid=begin_lesson(account, organisation, found).uid)
    line = present.line_of(found, account, organisation)
    context = {
        "section": "lessons",
        "lesson": found,
        "line": line,
        "cases": cases_of(found),
        "crumbs": _crumbs(found, None),
    }
    return render(request, "people/lesson.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def attempt(request: HttpRequest, uid: str) -> HttpResponse:
    """One's own, one step at a time; anybody else's is not found."""
    mine = Attempt.objects.filter(account=fence.account(request), organisation=fence.tenant(request), uid=uid)
    row = mine.select_related("account", "organisation").first()
    if row is None:
        raise Http404
    found = lesson_ever(row.organisation, row.lesson, get_language() or "en")
    if found is None:
        raise Http404
    if request.method == "POST":
        return _take(request, row, found)
    try:
        step = present.step(row, found)
    except Astray:
        messages.info(request, _("This lesson was changed since. Begin it anew: nothing else is lost."))
        return redirect("lesson", name=row.lesson)
    context: dict[str, Any] = {
        "section": "lessons", "lesson": found, "attempt": row, "step": step, "crumbs": _crumbs(found, row),
        "decisions": len(row.taken) + 1, "questions": len(found.questions),
    }  # fmt: skip
    if step.kind == "end":
        numbers = prose.numbers_of(found.sources)
        context |= present.ended(row, found)
        context["tomorrow"] = [prose.inline(one, numbers) for one in found.tomorrow]
    return render(request, "people/step.html", context)


def _take(request: HttpRequest, row: Attempt, found: Lesson) -> HttpResponse:
    step, value = request.POST.get("step", ""), _picked(request)
    if value is None:
        messages.error(request, _("Choose one of them, then go on."))
        return redirect("lesson_attempt", uid=row.uid)
    try:
        if request.POST.get("kind") == "question":
            asked = found.question(step)
            places = present.answer_order(row, step, len(asked.answers)) if asked else []
            take_step.answer(row, found, step, places[value])
        else:
            scene = found.scenes.get(step)
            places = present.choice_order(row, step, len(scene.choices)) if scene else []
            take_step.choose(row, found, step, places[value])
    except (take_step.Stale, Astray, IndexError):
        messages.info(request, _("That step was taken already. Here is where you are."))
    return redirect("lesson_attempt", uid=row.uid)


@login_required
@require_http_methods(["GET", "POST"])
def repeat(request: HttpRequest) -> HttpResponse:
    """One question that came again; at most a few a day."""
    account, organisation = fence.account(request), fence.tenant(request)
    if request.method == "POST":
        return _repeat(request)
    said = request.session.pop(CARD, None)
    waiting = [
        (card, asked) for card in present.due_cards(account, organisation)[:MOST_A_DAY] if (asked := _asked(card))
    ]
    context: dict[str, Any] = {"section": "lessons", "said": said, "left": len(waiting), "crumbs": _crumbs(None, None)}
    if waiting:
        card, (from_lesson, question) = waiting[0]
        numbers = prose.numbers_of(from_lesson.sources)
        places = _places(card, len(question.answers))
        options = [
            present.Option(value, prose.inline(question.answers[at].text, numbers)) for value, at in enumerate(places)
        ]
        context |= {"card": card, "lesson": from_lesson, "ask": question.ask, "options": options}
    return render(request, "people/repeat.html", context)


def _repeat(request: HttpRequest) -> HttpResponse:
    mine = Card.objects.filter(account=fence.account(request), organisation=fence.tenant(request))
    card = mine.filter(uid=request.POST.get("card", "")[:16]).first()
    value, found = _picked(request), _asked(card) if card else None
    if card is None or found is None:
        raise Http404
    from_lesson, question = found
    if value is None or value >= len(question.answers):
        messages.error(request, _("Choose one of them, then go on."))
        return redirect("lesson_repeat")
    if str(card.asked) != request.POST.get("asked", ""):
        return redirect("lesson_repeat")  # answered already, in another window
    place = _places(card, len(question.answers))[value]
    is_right = repeat_question(card, question, place)
    given = question.answers[place]
    why = prose.html(given.why, prose.numbers_of(from_lesson.sources))
    request.session[CARD] = {"is_right": is_right, "taken": given.text, "text": str(why)}
    return redirect("lesson_repeat")


def _picked(request: HttpRequest) -> int | None:
    """The number of what was chosen; None for nothing, and for what is no such number."""
    value = request.POST.get("value", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else None


def _places(card: Card, count: int) -> list[int]:
    return order(count, card.uid, card.asked)


def _asked(card: Card) -> tuple[Lesson, Any] | None:
    """The question of a card; None when its lesson no longer has it."""
    found = lesson_of(card.organisation, card.lesson, get_language() or "en")
    if found is None:
        return None
    question = found.question(card.question)
    return None if question is None else (found, question)


def _crumbs(found: Lesson | None, row: Attempt | None) -> list[dict[str, str]]:
    way = [{"label": _("Lessons"), "href": "/lessons/"}]
    if found is None:
        return [*way, {"label": _("Questions that come again"), "href": ""}]
    if row is None:
        return [*way, {"label": found.title, "href": ""}]
    return [*way, {"label": found.title, "href": f"/lessons/{found.id}/"}, {"label": _("Your way"), "href": ""}]
