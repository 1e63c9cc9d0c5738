"""The pages of the rules. What somebody reads or answers here is kept nowhere: the answers stand in the page's address."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rempart.directory.web import fence
from rempart.people.core.rule_library import rule as rule_of
from rempart.people.core.which_rules import Answer
from rempart.people.web import present_cases
from rempart.people.web import present_rules as present
from rempart.people.web.rooms import rooms
from rempart.people.web.rule_words import ANSWERS, QUESTIONS


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"people/{template}.html", {"section": "lessons", **context})


@login_required
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All that are explained."""
    fence.tenant(request)
    return _show(request, "rules", tabs=rooms(request, "rules"), rules=present.listed(get_language() or "en"))


@login_required
@require_GET
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, whole."""
    fence.tenant(request)
    found = rule_of(name, get_language() or "en")
    if found is None:
        raise Http404
    page = present.rule_page(found, present_cases.stood(request, found.controls))
    return _show(request, "rule", page=page, crumbs=[*way(), {"label": found.title, "href": ""}])


@login_required
@require_GET
def which(request: HttpRequest) -> HttpResponse:
    """Ten questions, and what the answers say of each rule. Never a verdict."""
    fence.tenant(request)
    answers = {name: Answer(given) for name in QUESTIONS if (given := request.GET.get(name)) in set(Answer)}
    rows = [(name, ask, answers.get(name, "")) for name, ask in QUESTIONS.items()]
    groups = present.answered(get_language() or "en", answers) if answers else []
    crumbs = [*way(), {"label": _("Which of these bind us?"), "href": ""}]
    return _show(request, "rules_which", rows=rows, groups=groups, answers=ANSWERS.items(), crumbs=crumbs)


def way() -> list[dict[str, str]]:
    """From where one came."""
    return [{"label": _("Rules"), "href": reverse("rules")}]
