"""Places in which snapshots lie, and the key in two shares."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rempart.backup.actions.ask import note_printed
from rempart.backup.actions.opened import master_key, places
from rempart.backup.actions.plans import add_store, remove_store
from rempart.backup.core.shares import split
from rempart.backup.store.models import Escrow, Store
from rempart.backup.web.forms import StoreForm
from rempart.backup.web.views import show
from rempart.backup.web.words import MEDIA
from rempart.channel.source import Trouble
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.directory.web.unit_words import words


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def stores(request: HttpRequest) -> HttpResponse:
    """All there are; a POST removes one."""
    fence.demand_everywhere(request, Permission.MANAGE_BACKUPS)
    if request.method == "POST":
        row = fence.fetch(request, Store, request.POST.get("uid", ""), Permission.MANAGE_BACKUPS, is_on=True)
        remove_store(fence.account(request), row)
        messages.success(request, _("Removed. What lies there stays there."))
        return redirect("vault_stores")
    units = places()
    rows = Store.objects.filter(organisation=fence.tenant(request), is_on=True).order_by("title", "pk")
    shown = [(row, words(units[row.kind].title) if row.kind in units else row.kind, _refused(row)) for row in rows]
    offered = [(unit.id, words(unit.title), MEDIA[unit.medium.value]) for unit in units.values()]
    key = Escrow.objects.filter(organisation=fence.tenant(request)).first()
    printed_ms = key.printed_at_ms if key else None
    return show(request, "stores", rows=shown, offered=offered, printed_ms=printed_ms, crumbs=_crumbs())


def _crumbs(here: str = "") -> list[dict[str, str]]:
    """The way to the places, and to a page below them."""
    way = [{"label": _("Vault"), "href": reverse("vaults")}]
    if not here:
        return [*way, {"label": _("Places and key"), "href": ""}]
    return [*way, {"label": _("Places and key"), "href": reverse("vault_stores")}, {"label": here, "href": ""}]


def _refused(row: Store) -> bool | None:
    """Whether what writes there was refused when it tried to delete; None while nobody has tried."""
    tried = list(row.vaults.exclude(is_delete_refused=None).values_list("is_delete_refused", flat=True))
    return all(tried) if tried else None


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A place of that kind."""
    fence.demand_everywhere(request, Permission.MANAGE_BACKUPS)
    unit, house = places().get(kind), fence.tenant(request)
    if unit is None:
        raise Http404
    form = StoreForm(posted(request), settings=unit.settings, house=house)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        add_store(
            fence.account(request), house, unit, told["title"], form.given(),
            is_elsewhere=told["is_elsewhere"], is_offline=told["is_offline"],
        )  # fmt: skip
        messages.success(request, _("Added. Choose it in the plan of a site."))
        return redirect("vault_stores")
    title = words(unit.title)
    return show(request, "add_store", status=422 if form.errors else 200, form=form, kind=title, crumbs=_crumbs(title))


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
@step_up
def key(request: HttpRequest) -> HttpResponse:
    """The two shares: shown in the answer to a POST, and not again unless somebody asks anew, which is recorded."""
    fence.demand_everywhere(request, Permission.MANAGE_BACKUPS)
    house, shares = fence.tenant(request), None
    if request.method == "POST":
        try:
            shares = split(master_key(house))
            note_printed(fence.account(request), house)
        except Trouble:
            messages.warning(request, _("The key cannot be opened on this machine: bring both shares."))
    row = Escrow.objects.filter(organisation=house).first()
    printed_ms = row.printed_at_ms if row else None
    return show(request, "key", shares=shares, printed_ms=printed_ms, crumbs=_crumbs(_("The key in two shares")))
