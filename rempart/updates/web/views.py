"""Updates of one site: what could be updated, packages at hand, and the report of one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.channel.source import Trouble
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.updates.actions import paths
from rempart.updates.actions.ask import ask, live_of, set_habit
from rempart.updates.actions.take_package import drop, take_address, take_offer, take_upload
from rempart.updates.actions.versions import offers_of
from rempart.updates.core.package import Refused
from rempart.updates.core.stages import OPEN, Work
from rempart.updates.store.models import Habit, Job, Package
from rempart.updates.web import present
from rempart.updates.web.forms import HabitForm, PackageForm
from rempart.updates.web.words import KINDS, refusal_text


def show(
    request: HttpRequest, template: str, site: Site, *, status: int = 200, here: str = "", **context: Any
) -> HttpResponse:
    """A page of this area."""
    way = [
        {"label": _("Vault"), "href": reverse("vaults")},
        {"label": site.address, "href": reverse("vault", args=[site.uid])},
    ]
    way.append({"label": _("Updates"), "href": reverse("updates", args=[site.uid]) if here else ""})
    if here:
        way.append({"label": here, "href": ""})
    may = {
        "try": fence.may(request, Permission.TRY_UPDATES), "apply": fence.may(request, Permission.APPLY_UPDATES),
    }  # fmt: skip
    whole = {"section": "vault", "site": site, "crumbs": way, "may": may, **context}
    return render(request, f"updates/{template}.html", whole, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def updates(request: HttpRequest, uid: str) -> HttpResponse:
    """A POST takes a package in, from a file, an address, or what the inventory offers."""
    site = fence.site(request, uid)
    form = PackageForm(posted(request) if "offer" not in request.POST else None, request.FILES or None)
    offered = offers_of(site)
    if request.method == "POST":
        fence.site(request, uid, Permission.TRY_UPDATES)
        row = _taken(request, site, form, offered)
        if row is not None:
            ask(fence.account(request), row, Work.TRY)
            messages.success(request, _("It is being tried on a copy. The live site is not touched."))
            return redirect("update", uid=site.uid, package=row.uid)
    shown = [(number, one, str(KINDS[one.kind])) for number, one in enumerate(offered)]
    habit = Habit.objects.filter(site=site).first()
    status = 422 if form.is_bound and form.errors else 200
    return show(
        request, "updates", site, status=status, form=form, offered=shown, lines=present.lines(site), habit=habit
    )


def _taken(request: HttpRequest, site: Site, form: PackageForm, offered: Any) -> Package | None:
    actor = fence.account(request)
    try:
        if "offer" in request.POST:
            word = request.POST["offer"]
            if not word.isdigit() or int(word) >= len(offered):
                raise Http404
            return take_offer(actor, site, offered[int(word)])
        if not form.is_valid():
            return None
        if form.cleaned_data["address"]:
            return take_address(actor, site, form.cleaned_data["address"])
        return take_upload(actor, site, form.cleaned_data["file"].read())
    except (Refused, Trouble) as why:
        field = "address" if form.is_bound and form.cleaned_data.get("address") else "file"
        if form.is_bound:
            form.add_error(field, refusal_text(why.code))
        else:
            messages.error(request, refusal_text(why.code))
        return None


@login_required
@require_http_methods(["GET", "POST"])
def update(request: HttpRequest, uid: str, package: str) -> HttpResponse:
    """The report of one package; a POST tries it again or puts it away."""
    site = fence.site(request, uid)
    row = get_object_or_404(Package, site=site, uid=package)
    if request.method == "POST":
        fence.site(request, uid, Permission.TRY_UPDATES)
        return _do(request, site, row)
    job = present.trial(row)
    sheet, live = present.sheet_of(job), live_of(row)
    newest = row.jobs.order_by("-pk").first()
    text, is_bad, is_good = present.state_of(row, newest)
    return show(
        request, "update", site, here=f"{row.title} {row.version}", row=row, kind=KINDS[row.kind], sheet=sheet, trial=job,
        checks=present.rows(sheet) if sheet else [], shots=present.shots(sheet) if sheet else [], live=live,
        state=text, is_bad=is_bad, is_good=is_good, jobs=present.jobs(row), ready=present.may_go_live(row),
        is_open=newest is not None and newest.stage in OPEN,
    )  # fmt: skip


def _do(request: HttpRequest, site: Site, row: Package) -> HttpResponse:
    actor, wish = fence.account(request), request.POST.get("do", "")
    if wish == "try" and not row.is_gone:
        ask(actor, row, Work.TRY)
        messages.success(request, _("It is being tried on a copy. The live site is not touched."))
    elif wish == "drop" and live_of(row) is None:
        drop(actor, row)
        messages.success(request, _("Put away."))
        return redirect("updates", uid=site.uid)
    return redirect("update", uid=site.uid, package=row.uid)


@login_required
@require_GET
def picture(request: HttpRequest, uid: str, job: str, name: str) -> HttpResponse | FileResponse:
    """One picture of a trial."""
    site = fence.site(request, uid)
    row = get_object_or_404(Job, site=site, uid=job, work=Work.TRY)
    number, _dash, side = name.partition("-")
    file = paths.pictures(row) / f"{number}-{side}.png"
    if not number.isdigit() or side not in ("before", "after") or not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@login_required
@require_http_methods(["GET", "POST"])
def habit(request: HttpRequest, uid: str) -> HttpResponse:
    """What is looked at."""
    site = fence.site(request, uid, Permission.TRY_UPDATES)
    held = Habit.objects.filter(site=site).first()
    first = {"pages": held.pages, "steps": held.steps} if held else {}
    form = HabitForm(posted(request), initial=first, address=site.address)
    if request.method == "POST" and form.is_valid():
        set_habit(fence.account(request), site, form.cleaned_data["pages"], form.cleaned_data["steps"])
        messages.success(request, _("Kept. It counts from the next trial on."))
        return redirect("updates", uid=site.uid)
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "habit", site, here=_("What is looked at"), form=form, status=status)
