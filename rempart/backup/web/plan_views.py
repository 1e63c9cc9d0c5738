"""How one site is backed up: from where, how often, where to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.backup.actions.ask import ask
from rempart.backup.actions.opened import origin_of, places, settings_of, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.core.keeping import Keep
from rempart.backup.core.stages import Work
from rempart.backup.store.models import Plan, Store
from rempart.backup.web.forms import PlanForm
from rempart.backup.web.views import crumbs, show
from rempart.backup.web.words import trouble_text
from rempart.channel.source import Source, Trouble, Unhurried
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.directory.web.unit_words import words

KEEPS = ("keep_hourly", "keep_daily", "keep_weekly", "keep_monthly")


@login_required
@require_GET
def choose(request: HttpRequest, uid: str) -> HttpResponse:
    """From where the site is read."""
    site = fence.site(request, uid, Permission.MANAGE_BACKUPS)
    offered = [(unit.id, words(unit.title)) for unit in sources().values()]
    return show(request, "choose", site=site, offered=offered, crumbs=crumbs(site, _("Plan")))


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def plan(request: HttpRequest, uid: str, source: str) -> HttpResponse:
    """Set or changed; then the source says whether it can be read."""
    site = fence.site(request, uid, Permission.MANAGE_BACKUPS)
    unit = sources().get(source)
    if unit is None:
        raise Http404
    row = Plan.objects.filter(site=site).select_related("site", "organisation").first()
    stores = Store.objects.filter(organisation=site.organisation, is_on=True).order_by("pk")
    is_first = not stores.exists() and fence.may_everywhere(request, Permission.MANAGE_BACKUPS)
    form = PlanForm(
        posted(request), settings=unit.settings, house=site.organisation, held=_held(row, unit), stores=stores,
        is_first=is_first, initial=_initial(row, stores),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        row = _set(request, site, unit, form)
        _check(request, row, unit)
        return redirect("vault", uid=site.uid)
    context: dict[str, Any] = {"site": site, "form": form, "kind": words(unit.title), "crumbs": crumbs(site, _("Plan"))}
    return show(
        request, "plan", status=422 if form.errors else 200, few=stores.count() < 2, is_first=is_first, **context
    )


def _held(row: Plan | None, unit: Source) -> dict[str, str]:
    """What stands there; a secret only as something that is there."""
    if row is None or row.source != unit.id:
        return {}
    try:
        return settings_of(row)
    except Trouble:
        return dict(row.settings)


def _initial(row: Plan | None, stores: Any) -> dict[str, Any]:
    if row is None:
        return {"stores": [store.uid for store in stores]}
    minutes = {"rto_minutes": row.rto_s and row.rto_s // 60, "rpo_minutes": row.rpo_s and row.rpo_s // 60}
    names = (*KEEPS, "every_s", "bandwidth_kib", "max_load_percent")
    held = [vault.store.uid for vault in row.vaults.filter(order__lt=100).select_related("store")]
    return {name: getattr(row, name) for name in names} | minutes | {"stores": held}


def _set(request: HttpRequest, site: Site, unit: Source, form: PlanForm) -> Plan:
    told = form.cleaned_data
    actor, stores = fence.account(request), list(told.get("stores", ()))
    if not stores:  # the first plan of a house brings the vault's own folder, called by its kind
        stores = [add_store(actor, site.organisation, places()["folder"], "", {})]
    row = set_plan(
        actor, site, unit, form.given(), stores, every_s=told["every_s"],
        keep=Keep(*(told[name] for name in KEEPS)), bandwidth_kib=told["bandwidth_kib"],
        max_load_percent=told["max_load_percent"], rto_s=told["rto_minutes"] and told["rto_minutes"] * 60,
        rpo_s=told["rpo_minutes"] and told["rpo_minutes"] * 60,
    )  # fmt: skip
    return Plan.objects.select_related("site", "organisation").get(pk=row.pk)


def _check(request: HttpRequest, row: Plan, unit: Source) -> None:
    """A person waits for it, so it is short: the first snapshot says the rest."""
    try:
        missing = unit.check(origin_of(row), Unhurried()).missing
        for code in missing:
            messages.warning(request, trouble_text(code))
        if not missing:
            messages.success(request, _("It can be read. The first snapshot begins in a moment."))
            ask(fence.account(request), row, Work.SNAPSHOT)
    except Trouble as trouble:
        detail = f" ({trouble.detail})" if trouble.detail else ""
        messages.warning(request, trouble_text(trouble.code) + detail)
