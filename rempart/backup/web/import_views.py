"""Old archives: looked for in a folder of this machine or sent by a person, then brought in set by set."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rempart.backup.actions.arrive import arrive, drop, waiting
from rempart.backup.actions.ask import ask
from rempart.backup.actions.bring_in import found_in
from rempart.backup.actions.opened import is_allowed
from rempart.backup.core.stages import Work
from rempart.backup.core.updraft import MARK, Found
from rempart.backup.store.models import Plan, Snapshot
from rempart.backup.web.forms import ArchiveForm, FolderForm
from rempart.backup.web.views import crumbs, show
from rempart.backup.web.words import note_text, trouble_text
from rempart.channel.source import Trouble
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.step_up import step_up

SETS = 100  # that a page shows, and that are brought in at once
MAX_PHRASE = 1_000


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def bring_in(request: HttpRequest, uid: str) -> HttpResponse:
    """What is there, and what a POST does with it: look, send, bring in, throw away."""
    site = fence.site(request, uid, Permission.MANAGE_BACKUPS)
    plan = Plan.objects.filter(site=site).select_related("site", "organisation").first()
    if plan is None or request.method == "GET":
        return _page(request, site, plan)
    does = {"look": _look, "send": _send, "bring": _bring, "drop": _drop}.get(request.POST.get("do", ""))
    return does(request, plan) if does else _page(request, site, plan)


def _page(request: HttpRequest, site: Site, plan: Plan | None, **more: Any) -> HttpResponse:
    forms = {"folder_form": FolderForm(initial={"folder": _usual(plan)}), "send_form": ArchiveForm()} | more
    status = 422 if any(one.errors for one in (forms["folder_form"], forms["send_form"])) else 200
    sent = [_line(plan, one) for one in waiting(plan)] if plan is not None else []
    context: dict[str, Any] = {"site": site, "plan": plan, "sent": sent, "crumbs": crumbs(site, _("Old archives"))}
    return show(request, "import", status=status, **context, **forms)


def _usual(plan: Plan | None) -> str:
    """Where UpdraftPlus keeps them, for a site on this machine."""
    folder = plan.settings.get("folder", "") if plan is not None and plan.source == "here" else ""
    usual = f"{folder}/wp-content/updraft" if folder else ""
    return usual if plan is not None and usual and is_allowed(usual, plan.organisation) else ""


def _line(plan: Plan, found: Found) -> dict[str, Any]:
    """One set as the page shows it."""
    is_there = Snapshot.objects.filter(vault__plan=plan, brought_from=f"{MARK}:{found.nonce}").exists()
    return {
        "set": found, "day": f"{found.moment[:10]} {found.moment[11:13]}:{found.moment[13:]}",
        "lacks": [note_text(code) for code in found.lacks], "is_there": is_there, "count": len(found.pieces),
        "may": not found.gap and not is_there,
    }  # fmt: skip


def _look(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = FolderForm(request.POST)
    if not form.is_valid():
        return _page(request, plan.site, plan, folder_form=form)
    folder = form.cleaned_data["folder"]
    try:
        lines = [_line(plan, one) for one in found_in(plan, folder)][-SETS:]
    except Trouble as trouble:
        form.add_error("folder", trouble_text(trouble.code))
        return _page(request, plan.site, plan, folder_form=form)
    return _page(request, plan.site, plan, folder_form=form, lines=lines, folder=folder, is_looked=True)


def _send(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = ArchiveForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            count = arrive(fence.account(request), plan, form.cleaned_data["sent"])
        except Trouble as trouble:
            form.add_error("sent", trouble_text(trouble.code) + (f" ({trouble.detail})" if trouble.detail else ""))
        else:
            messages.success(request, ngettext("%(n)s file is here.", "%(n)s files are here.", count) % {"n": count})
            return redirect("vault_import", uid=plan.site.uid)
    return _page(request, plan.site, plan, send_form=form)


def _bring(request: HttpRequest, plan: Plan) -> HttpResponse:
    folder, wanted = request.POST.get("folder", ""), request.POST.getlist("set")[:SETS]
    phrase = request.POST.get("phrase", "")[:MAX_PHRASE]
    try:
        there = {one.nonce for one in found_in(plan, folder)}
    except Trouble as trouble:
        messages.warning(request, trouble_text(trouble.code))
        return redirect("vault_import", uid=plan.site.uid)
    chosen = [one for one in wanted if one in there]
    for nonce in chosen:
        ask(fence.account(request), plan, Work.IMPORT, wanted={"folder": folder, "set": nonce}, secret=phrase)
    if not chosen:
        messages.warning(request, _("Choose at least one set."))
        return redirect("vault_import", uid=plan.site.uid)
    messages.success(request, _("It begins in a moment. What becomes of it stands below “Work”."))
    return redirect("vault", uid=plan.site.uid)


def _drop(request: HttpRequest, plan: Plan) -> HttpResponse:
    drop(fence.account(request), plan, request.POST.get("set", ""))
    messages.success(request, _("Thrown away."))
    return redirect("vault_import", uid=plan.site.uid)
