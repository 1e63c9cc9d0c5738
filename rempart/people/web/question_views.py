"""What questions are worth, for authors; knowledge before, after and three months later, for whoever reads figures."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.people.core.knowledge import LEAST, STEP
from rempart.people.core.shelves import in_language
from rempart.people.core.worth import LEAST_PEOPLE, Flag
from rempart.people.store.item_worth import worths
from rempart.people.store.knowledge import knowledge
from rempart.people.store.library import lessons_of
from rempart.people.web.exam_views import round_words
from rempart.people.web.rooms import rooms


@login_required
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """Each question with its difficulty and discrimination, once thirty people have answered it."""
    fence.demand_everywhere(request, Permission.AUTHOR)
    said = {
        Flag.TOO_FEW: ("", _("too few answers yet")),
        Flag.GOOD: ("ok", _("does its work")),
        Flag.TOO_EASY: ("warn", _("nearly everybody knows it")),
        Flag.TOO_HARD: ("warn", _("hardly anybody knows it")),
        Flag.WEAK: ("warn", _("says little about the rest")),
        Flag.WRONG_KEY: ("bad", _("those who know more miss it: look at the key")),
    }
    rows = []
    organisation, language = fence.tenant(request), get_language() or "en"
    shelf = lessons_of(organisation)
    for (name, question), found in worths(organisation).items():
        lesson = in_language(shelf, name, language)
        asked = lesson.question(question) if lesson else None
        if lesson is not None and asked is not None:
            kind, word = said[found.flag]
            rows.append({"lesson": lesson, "ask": asked.ask, "found": found, "kind": kind, "word": word})
    context = {"section": "lessons", "tabs": rooms(request, "lesson_questions"), "rows": rows, "least": LEAST_PEOPLE}
    return render(request, "people/questions.html", context)


@login_required
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Of the whole organisation, in steps of several people: nobody's result can be worked out from two visits."""
    fence.demand_everywhere(request, Permission.READ_LEARNING)
    rows = [{"round": round_words(one.round), "found": one} for one in knowledge(fence.tenant(request))]
    context = {
        "section": "lessons",
        "tabs": rooms(request, "learning_results"),
        "rows": rows,
        "least": LEAST,
        "step": STEP,
    }
    return render(request, "people/results.html", context)
