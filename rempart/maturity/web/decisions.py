"""Pages on which a person decides: answers to the questions, accepted risks."""

from collections.abc import Iterator, Mapping
from typing import cast, get_args

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.facts.answer import Answer, AnswerValue
from rempart.maturity.actions.accept_risk import accept_risk, withdraw_risk
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.claims import answers_of, hosting_kinds_of
from rempart.maturity.store.models import AcceptedRisk
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.present_history import Risk, risks_page
from rempart.maturity.web.present_questions import Given, questions_page


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, uid: str) -> HttpResponse:
    """The self-assessment. Only what was changed is recorded."""
    site = fence.site(request, uid)
    given = {name: Given(seen.fact.value, seen.fact.is_vague, seen.taken_at_ms) for name, seen in answers_of(site)}
    hosting = {row: fact.value for row, fact in hosting_kinds_of(site).items()}
    page = questions_page(frame_of(site), given, hosting)
    if request.method == "POST":
        fence.demand(request, Permission.CLAIM)
        fields = {q.control: (q.name, q.vague) for group in page.groups for q in group.questions if q.name}
        changed = list(_changed(request.POST, fields, given))
        if changed:
            answer_questions(fence.account(request), site, changed)
            messages.success(request, _("Saved. Answers count as claimed until evidence comes."))
        return redirect("questions", uid=site.uid)
    return render(request, "maturity/questionnaire.html", {"page": page, "site": site, "section": "sites"})


def _changed(
    posted: Mapping[str, str], fields: Mapping[str, tuple[str, str]], given: Mapping[str, Given]
) -> Iterator[Answer]:
    allowed = set(get_args(AnswerValue))
    for control, (name, vague) in fields.items():
        value, is_vague = posted.get(name, ""), posted.get(vague, "") == "1"
        before = given.get(control)
        if value in allowed and (before is None or (before.value, before.is_vague) != (value, is_vague)):
            yield Answer(control=control, value=cast(AnswerValue, value), is_vague=is_vague)


@login_required
@require_http_methods(["GET", "POST"])
def risks(request: HttpRequest, uid: str) -> HttpResponse:
    """Gaps somebody decided to live with, and the form to add one."""
    site = fence.site(request, uid)
    error = ""
    if request.method == "POST":
        fence.demand(request, Permission.ACCEPT_RISK)
        error = _accept(request, site)
        if not error:
            return redirect("risks", uid=site.uid)
    now, ended = _risks(site)
    chosen = request.POST.get("control") or request.GET.get("control", "")
    page = risks_page(frame_of(site), now, ended, chosen=chosen, error=error)
    context = {"page": page, "site": site, "section": "sites"}
    return render(request, "maturity/risks.html", context, status=422 if error else 200)


def _accept(request: HttpRequest, site: Site) -> str:
    control, days = request.POST.get("control", ""), request.POST.get("days", "")
    if control not in catalogue().controls:
        return _("Choose one of the stones listed.")
    try:
        term = int(days)
        accept_risk(fence.account(request), site, control, reason=request.POST.get("reason", "")[:2_000], days=term)
    except ValueError:
        return _("Say why, and for how many days (1 to 365).")
    return ""


@login_required
@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """End an acceptance."""
    site = fence.site(request, uid, Permission.ACCEPT_RISK)
    risk = fence.fetch(request, AcceptedRisk, request.POST.get("risk", ""), Permission.ACCEPT_RISK, site=site)
    withdraw_risk(fence.account(request), risk)
    return redirect("risks", uid=site.uid)


def _risks(site: Site) -> tuple[list[Risk], list[Risk]]:
    now: list[Risk] = []
    ended: list[Risk] = []
    for row in AcceptedRisk.objects.filter(site=site).select_related("owner").order_by("-pk")[:200]:
        is_open = row.withdrawn_at_ms is None and row.until_ms > now_ms()
        until = row.until_ms if row.withdrawn_at_ms is None else row.withdrawn_at_ms
        (now if is_open else ended).append(Risk(row.uid, row.control, str(row.owner or "-"), row.reason, until))
    return now, ended
