"""Pages of lessons from elsewhere: what there is, one of them, and the frame in which a part runs."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.design.policy import framing
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.people.actions import package_take
from rempart.people.actions.package_add import add_package
from rempart.people.actions.package_change import Gone, close_package, is_here, open_package, remove_package
from rempart.people.actions.package_xapi import launch_of, launched
from rempart.people.core.standards.course import Kind, Refused
from rempart.people.core.standards.told import MAX_KEPT
from rempart.people.store.packages import LessonPackage, PackageAttempt, PackageRun
from rempart.people.web import package_present as present
from rempart.people.web.package_export import FORMS
from rempart.people.web.package_forms import MinutesForm, PackageForm
from rempart.people.web.package_words import refusal_text
from rempart.people.web.rooms import rooms
from rempart.people.web.sandbox import folder_of
from rempart.people.web.xapi_views import home

MAX_BODY = MAX_KEPT + 4_096  # of one word of the page


@login_required
@require_http_methods(["GET", "POST"])
def packages(request: HttpRequest) -> HttpResponse:
    """What is open to learners; whoever writes lessons also sees the others, and adds one."""
    may_author = fence.may(request, Permission.AUTHOR)
    if request.method == "POST":
        fence.demand(request, Permission.AUTHOR)
    form = PackageForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _added(request, form.cleaned_data["file"])
            messages.success(request, _("It is here, and nobody sees it yet. Look at it, then open it to learners."))
            return redirect("package", uid=made.uid)
        except Refused as refused:
            form.add_error("file", refusal_text(refused))
    lines = present.lines(fence.account(request), fence.tenant(request), with_all=may_author)
    context = {
        "section": "lessons", "tabs": rooms(request, "packages"), "form": form, "lines": lines, "may_author": may_author,
        "ours": present.ours(fence.tenant(request), get_language() or "en") if may_author else [], "forms_out": FORMS.items(),
    }  # fmt: skip
    return render(request, "people/packages.html", context, status=422 if form.is_bound and form.errors else 200)


def _added(request: HttpRequest, upload: Any) -> LessonPackage:
    with tempfile.NamedTemporaryFile(prefix="rempart-package-") as held:
        for block in upload.chunks():
            held.write(block)
        held.flush()
        return add_package(fence.account(request), fence.tenant(request), Path(held.name), (upload.name or "")[:200])


def _package(request: HttpRequest, uid: str) -> LessonPackage:
    """Of this organisation; one that is not open is there for whoever writes lessons alone."""
    row = (
        LessonPackage.objects.filter(organisation=fence.tenant(request), uid=uid).select_related("organisation").first()
    )
    if row is None or (row.state != LessonPackage.OPEN and not fence.may(request, Permission.AUTHOR)):
        raise Http404
    return row


@login_required
@require_http_methods(["GET", "POST"])
def package(request: HttpRequest, uid: str) -> HttpResponse:
    """What it is about, how one stands to it, and what an author may do with it."""
    row = _package(request, uid)
    form = MinutesForm(posted(request) if request.POST.get("do") == "open" else None, initial={"minutes": row.minutes})
    if request.method == "POST":
        done = _do(request, row, form)
        if done is not None:
            return done
    context = {
        "section": "lessons", "package": row, "line": present.line_of(row, fence.account(request)), "form": form,
        "parts": present.parts(row, fence.account(request)), "may_author": fence.may(request, Permission.AUTHOR),
        "is_here": is_here(row), "crumbs": _crumbs(row.title),
    }  # fmt: skip
    return render(request, "people/package.html", context, status=422 if form.is_bound and form.errors else 200)


def _do(request: HttpRequest, row: LessonPackage, form: MinutesForm) -> HttpResponse | None:
    """None when the page is shown again, with what is wrong."""
    what = request.POST.get("do", "")
    if what == "begin":
        return _begin(request, row)
    if what == "through":
        mine = _mine(request).filter(package=row).order_by("-pk").first()
        if mine is None or not package_take.settle(mine):
            messages.info(request, _("The package does not tell yet that it is finished."))
        return redirect("package", uid=row.uid)
    fence.demand(request, Permission.AUTHOR)
    actor = fence.account(request)
    changes: dict[str, Callable[[], None]] = {
        "close": lambda: close_package(actor, row),
        "remove": lambda: remove_package(actor, row),
    }
    if what == "open":
        if not form.is_valid():
            return None
        changes["open"] = lambda: open_package(actor, row, form.cleaned_data["minutes"])
    if what not in changes:
        raise Http404
    try:
        changes[what]()
    except Gone:
        messages.error(request, _("Its files are not here. Add the package again."))
    return redirect("package", uid=row.uid)


def _begin(request: HttpRequest, row: LessonPackage) -> HttpResponse:
    try:
        attempt = package_take.begin(fence.account(request), row)
    except package_take.Shut:
        messages.info(request, _("It is not open to learners."))
        return redirect("package", uid=row.uid)
    asked = request.POST.get("part", "")
    runs = PackageRun.objects.filter(attempt=attempt).order_by("number")
    if asked.isascii() and asked.isdigit() and len(asked) <= 3:
        runs = runs.filter(number=int(asked))
    first = runs.filter(is_finished=False).first() or runs.first()
    if first is None:
        raise Http404
    return redirect("package_play", uid=attempt.uid, number=first.number)


def _mine(request: HttpRequest) -> Any:
    """One's own attempts; anybody else's are not found."""
    return PackageAttempt.objects.filter(
        account=fence.account(request), organisation=fence.tenant(request)
    ).select_related("package", "account", "organisation")


def _run(request: HttpRequest, uid: str, number: int) -> PackageRun:
    attempt = _mine(request).filter(uid=uid).first()
    run = PackageRun.objects.filter(attempt=attempt, number=number).first() if attempt else None
    if attempt is None or run is None:
        raise Http404
    run.attempt = attempt
    return run


@login_required
@require_GET
def play(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """The frame of one part."""
    run = _run(request, uid, number)
    row = run.attempt.package
    if row.state != LessonPackage.OPEN or run.attempt.ended_ms is not None:
        return redirect("package", uid=row.uid)
    package_take.enter(run.attempt)
    part, folder = row.each()[number], folder_of(row)
    context = {
        "section": "lessons", "package": row, "part": part, "run": run, "source": f"{folder}{present.quoted(part)}{_asked(request, run)}",
        "state": json.dumps(present.state_of(run)), "crumbs": _crumbs(row.title, row),
    }  # fmt: skip
    response = render(request, "people/package_play.html", context)
    framing(request, response, folder)
    return response


def _asked(request: HttpRequest, run: PackageRun) -> str:
    """What a unit of cmi5 is launched with, after its address."""
    if run.attempt.package.standard is not Kind.CMI5:
        return ""
    launch = launch_of(run, home(request))
    asked = urlencode({
        "endpoint": request.build_absolute_uri(reverse("xapi")),
        "fetch": request.build_absolute_uri(reverse("xapi_fetch", kwargs={"ticket": launched(run)})),
        "actor": json.dumps(launch.actor), "registration": launch.registration, "activityId": launch.activity,
    })  # fmt: skip
    return f"{'&' if '?' in launch.part.query else '?'}{asked}"


@login_required
@require_POST
def keep(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """What the page around the frame has heard. 409: another window went on; 413 and 422: more than may be kept."""
    run = _run(request, uid, number)
    if int(request.headers.get("Content-Length") or 0) > MAX_BODY:
        return JsonResponse({}, status=413)
    try:
        told = json.loads(request.body, parse_constant=_no_number)
        revision, state = int(told["revision"]), told.get("state")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return JsonResponse({}, status=422)
    try:
        run = package_take.keep(run, revision, state)
    except package_take.TooMuch:
        return JsonResponse({}, status=422)
    except package_take.Stale:
        return JsonResponse({}, status=409)
    except package_take.Shut:
        return JsonResponse({}, status=410)
    is_ended = told.get("is_done") is True and package_take.settle(run.attempt)
    return JsonResponse({"revision": run.revision, "is_finished": run.is_finished, "is_ended": is_ended})


def _no_number(word: str) -> float:
    raise ValueError(word)


def _crumbs(title: str, row: LessonPackage | None = None) -> list[dict[str, str]]:
    way = [{"label": _("Lessons"), "href": "/lessons/"}, {"label": _("From elsewhere"), "href": "/packages/"}]
    if row is None:
        return [*way, {"label": title, "href": ""}]
    return [*way, {"label": title, "href": f"/packages/{row.uid}/"}, {"label": _("Your way"), "href": ""}]
