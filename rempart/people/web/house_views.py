"""The pages of the house's own rules: what is to be read, one of them with its question, and its file to save."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.design.policy import boxed
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.people.actions.confirm_house_rule import NotNewest, NotRight, confirm
from rempart.people.actions.put_house_rule import Full, Withdrawn, put_rule, put_version, withdraw_rule
from rempart.people.core.house_rule import HouseKind
from rempart.people.store.house_rules import HouseRule, HouseVersion
from rempart.people.store.programme import Hallmark
from rempart.people.web import house_present as present
from rempart.people.web.house_forms import HouseForm
from rempart.people.web.rule_views import way


def _form(request: HttpRequest, *, with_kind: bool) -> HouseForm:
    is_put = request.method == "POST" and request.POST.get("do") == "put"
    return HouseForm(posted(request) if is_put else None, request.FILES if is_put else None, with_kind=with_kind)


def _show(request: HttpRequest, template: str, form: HouseForm, **context: Any) -> HttpResponse:
    context = {
        "section": "lessons",
        "form": form,
        "may_teach": fence.may_everywhere(request, Permission.TEACH),
        **context,
    }
    return render(request, f"people/{template}.html", context, status=422 if form.is_bound and form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def house_rules(request: HttpRequest) -> HttpResponse:
    """What is to be read, and what was confirmed; whoever teaches puts up another."""
    if request.method == "POST":
        fence.demand_everywhere(request, Permission.TEACH)
    organisation, form = fence.tenant(request), _form(request, with_kind=True)
    if form.is_bound and form.is_valid():
        try:
            kind = HouseKind(form.cleaned_data["kind"])
            made = put_rule(fence.account(request), organisation, kind, form.cleaned_data["draft"])
        except Full:
            form.add_error(None, _("There are a hundred already. Withdraw one before you add another."))
        else:
            messages.success(request, _("It is up: everybody here is asked to read and confirm it."))
            return redirect("house_rule", uid=made.rule.uid)
    with_figures = fence.may_everywhere(request, Permission.READ_LEARNING)
    lines = present.lines(fence.account(request), organisation, get_language() or "en", with_figures=with_figures)
    crumbs = [*way(), {"label": _("The house’s own rules"), "href": ""}]
    return _show(
        request, "house_rules", form, lines=lines, crumbs=crumbs, with_figures=with_figures,
        no_hallmark=not Hallmark.objects.filter(organisation=organisation).exists(),
    )  # fmt: skip


def _rule(request: HttpRequest, uid: str) -> tuple[HouseRule, HouseVersion]:
    """Of this organisation, in its newest version."""
    row = HouseRule.objects.filter(organisation=fence.tenant(request), uid=uid).select_related("organisation").first()
    newest = HouseVersion.objects.filter(rule=row).order_by("-number").first() if row else None
    if row is None or newest is None:
        raise Http404
    newest.rule = row
    return row, newest


@login_required
@require_http_methods(["GET", "POST"])
def house_rule(request: HttpRequest, uid: str) -> HttpResponse:
    """One of them: to read, to confirm, to renew, to withdraw."""
    row, version = _rule(request, uid)
    form, wrong = _form(request, with_kind=False), ""
    if request.method == "POST":
        done = _do(request, row, version, form)
        if isinstance(done, HttpResponse):
            return done
        wrong = done
    page = present.page(version, fence.account(request), get_language() or "en")
    crumbs = [
        *way(),
        {"label": _("The house’s own rules"), "href": reverse("house_rules")},
        {"label": page.title, "href": ""},
    ]
    shown = _show(
        request, "house_rule", form, page=page, wrong=wrong, chosen=request.POST.get("answer", ""), crumbs=crumbs
    )
    shown.status_code = 422 if wrong else shown.status_code
    return shown


def _do(request: HttpRequest, row: HouseRule, version: HouseVersion, form: HouseForm) -> HttpResponse | str:
    """Where to go; or what is wrong, empty when the form says it."""
    what = request.POST.get("do", "")
    if what == "confirm":
        return _confirm(request, version)
    fence.demand_everywhere(request, Permission.TEACH)
    if what not in {"withdraw", "put"}:
        raise Http404
    if what == "put" and not form.is_valid():
        return ""
    try:
        return _change(request, row, form if what == "put" else None)
    except Withdrawn:
        messages.info(request, _("It was withdrawn meanwhile."))
    return redirect("house_rule", uid=row.uid)


def _change(request: HttpRequest, row: HouseRule, form: HouseForm | None) -> HttpResponse:
    if form is None:
        withdraw_rule(fence.account(request), row)
        messages.success(request, _("It is withdrawn: nobody is asked any more."))
        return redirect("house_rules")
    put_version(fence.account(request), row, form.cleaned_data["draft"])
    messages.success(request, _("The new version is up: everybody is asked to read it again."))
    return redirect("house_rule", uid=row.uid)


def _confirm(request: HttpRequest, version: HouseVersion) -> HttpResponse | str:
    if request.POST.get("version") != str(version.number):
        messages.info(request, _("A newer version came up meanwhile: please read this one."))
        return redirect("house_rule", uid=version.rule.uid)
    try:
        confirm(fence.account(request), version, request.POST.get("language", ""), request.POST.get("answer", ""))
    except NotNewest:
        messages.info(request, _("It was withdrawn meanwhile."))
    except NotRight:
        return _("The text says it otherwise. Look once more; there is no hurry and no limit.")
    else:
        messages.success(request, _("Thank you: it is confirmed."))
    return redirect("house_rules")


@login_required
@require_GET
def house_file(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """A stranger's bytes: for saving, never for showing; whoever opens it here all the same has no origin and no scripts."""
    row, __ = _rule(request, uid)
    version = HouseVersion.objects.filter(rule=row, number=number).first()
    if version is None or not version.has_file:
        raise Http404
    try:
        data = version.file().read_bytes()
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{row.uid}-{number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    boxed(response)
    return response
