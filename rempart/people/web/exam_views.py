"""The test: twenty questions one after the other, and at the end what was not known, explained (AWR-19)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.design.formats import as_datetime, short_language
from rempart.directory.web import fence
from rempart.people.actions import take_exam
from rempart.people.actions.take_exam import begin_exam, result_of
from rempart.people.core.attempt import order
from rempart.people.core.exam import LENGTH, Round
from rempart.people.core.lesson import Question
from rempart.people.core.shelves import in_language
from rempart.people.store.library import lesson_of, lessons_of
from rempart.people.store.plan import Exam
from rempart.people.web import prose
from rempart.people.web.present import Option
from rempart.people.web.rooms import rooms


def round_words(name: str) -> str:
    """When a test was taken."""
    return {
        Round.BEFORE: _("before the first lesson"),
        Round.FINAL: _("after lessons"),
        Round.LATER: _("three months later"),
    }.get(Round(name), name)


@login_required
@require_http_methods(["GET", "POST"])
def exams(request: HttpRequest) -> HttpResponse:
    """Those taken, and the way to the next; a POST begins it."""
    account, organisation = fence.account(request), fence.tenant(request)
    if request.method == "POST":
        try:
            return redirect("my_test_way", uid=begin_exam(account, organisation).uid)
        except take_exam.TooSoon:
            messages.info(request, _("You took one today. Tomorrow the next one measures more than an hour’s memory."))
            return redirect("my_test")
    rows = Exam.objects.filter(account=account, organisation=organisation).order_by("-pk")
    context = {
        "section": "lessons", "tabs": rooms(request, "my_plan"), "length": LENGTH,
        "under_way": next((row for row in rows if row.ended_ms is None), None),
        "rows": [{"row": row, "round": round_words(row.round)} for row in rows if row.ended_ms is not None],
    }  # fmt: skip
    return render(request, "people/my_test.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def exam(request: HttpRequest, uid: str) -> HttpResponse:
    """One's own, one question at a time; anybody else's is not found."""
    mine = Exam.objects.filter(account=fence.account(request), organisation=fence.tenant(request), uid=uid)
    row = mine.select_related("account", "organisation").first()
    if row is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, row)
    crumbs = [{"label": _("My plan"), "href": "/my/plan/"}, {"label": _("Test"), "href": "/my/test/"}]
    context: dict[str, Any] = {
        "section": "lessons",
        "row": row,
        "crumbs": [*crumbs, {"label": _("Your way"), "href": ""}],
    }
    if row.ended_ms is not None:
        return render(request, "people/test_end.html", {**context, **_result(row)})
    number = len(row.answered)
    asked = _question(row, number)
    context |= {"number": number + 1, "length": len(row.drawn), "asked": asked, "options": _options(row, number, asked)}
    return render(request, "people/test_step.html", context)


def _answer(request: HttpRequest, row: Exam) -> HttpResponse:
    value, number = request.POST.get("value", ""), request.POST.get("number", "")
    asked = _question(row, len(row.answered))
    if asked is not None and not (value.isascii() and value.isdigit() and len(value) <= 2):
        messages.error(request, _("Choose one of them, then go on."))
        return redirect("my_test_way", uid=row.uid)
    try:
        places = _places(row, len(row.answered), asked)
        if number != str(len(row.answered) + 1):
            raise take_exam.Stale
        take_exam.answer_exam(row, len(row.answered), places[int(value)] if asked else take_exam.GONE)
    except (take_exam.Stale, IndexError):
        messages.info(request, _("That step was taken already. Here is where you are."))
    return redirect("my_test_way", uid=row.uid)


def _question(row: Exam, number: int) -> Question | None:
    """In the language of the page; None for one that its lesson no longer has."""
    names = row.names()
    if number >= len(names):
        return None
    found = lesson_of(row.organisation, names[number][0], get_language() or "en")
    return None if found is None else found.question(names[number][1])


def _places(row: Exam, number: int, asked: Question | None) -> list[int]:
    return [] if asked is None else order(len(asked.answers), row.uid, number)


def _options(row: Exam, number: int, asked: Question | None) -> list[Option]:
    if asked is None:
        return []
    places = _places(row, number, asked)
    return [Option(value, prose.inline(asked.answers[place].text, {})) for value, place in enumerate(places)]


def _result(row: Exam) -> dict[str, Any]:
    """Without blame: what fitted, and for the others what would have, with its reason."""
    language = get_language() or "en"
    found = result_of(row.organisation, row.names(), row.steps(), short_language(language))
    topics, shelf = [], lessons_of(row.organisation)
    for name, questions in sorted(found.missed.items(), key=lambda one: (-len(one[1]), one[0])):
        lesson = in_language(shelf, name, language)
        if lesson is None:
            continue
        known = [one for question in questions if (one := lesson.question(question)) is not None]
        told = [
            {"ask": one.ask, "right": answer.text, "why": prose.inline(answer.why, {})}
            for one in known
            for answer in one.answers
            if answer.is_right
        ]
        topics.append({"lesson": lesson, "told": told})
    ended = as_datetime(row.ended_ms) if row.ended_ms is not None else None
    return {"found": found, "topics": topics, "round": round_words(row.round), "ended": ended}
