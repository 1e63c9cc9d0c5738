"""The organisation itself, its sites, hosts and suppliers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.channel.lab import private_allowed
from rempart.directory.actions.add_host import add_host
from rempart.directory.actions.add_supplier import add_supplier
from rempart.directory.actions.assign_host import assign_host
from rempart.directory.actions.remove_site import remove_site
from rempart.directory.actions.rename_organisation import rename_organisation
from rempart.directory.actions.set_origins import set_origins
from rempart.directory.core.origins import MAX_ORIGINS, BadOrigin
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Host, Site, Supplier
from rempart.directory.web import fence
from rempart.directory.web.forms import (
    HostForm,
    OrganisationForm,
    OriginsForm,
    SiteHostForm,
    SupplierForm,
    TypedForm,
)
from rempart.directory.web.page import posted, show
from rempart.directory.web.words import KINDS, origin_text

PAGE = 100  # rows shown at once


@login_required
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Name and currency."""
    fence.demand(request, Permission.READ)
    organisation = fence.tenant(request)
    initial = {"name": organisation.name, "currency": organisation.currency}
    form = OrganisationForm(posted(request), initial=initial, auto_id="o_%s")
    if request.method == "POST":
        fence.demand(request, Permission.MANAGE_ORGANISATION)
        if form.is_valid():
            rename_organisation(fence.account(request), organisation, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("directory")
    return show(
        request,
        "overview",
        "directory",
        form,
        form=form,
        organisation=organisation,
        may_change=fence.may(request, Permission.MANAGE_ORGANISATION),
    )


@login_required
@require_http_methods(["GET", "POST"])
def sites(request: HttpRequest) -> HttpResponse:
    """Sites, and the hosts they stand on; a POST adds a host."""
    fence.demand(request, Permission.READ)
    organisation = fence.tenant(request)
    suppliers = fence.visible(request, Supplier.objects.order_by("name"))
    form = HostForm(posted(request), suppliers=suppliers, auto_id="h_%s")
    if request.method == "POST":
        fence.demand(request, Permission.MANAGE_HOSTS)
        if form.is_valid():
            add_host(fence.account(request), organisation, **form.cleaned_data)
            messages.success(request, _("The host was added. Say which sites stand on it."))
            return redirect("directory_sites")
    wish = request.GET.get("q", "")[:200].strip()
    rows = fence.visible(request, Site.objects.select_related("host").order_by("address"))
    seen = fence.visible(request, Site.objects.all()).values("pk")
    found = rows.filter(Q(address__icontains=wish) | Q(title__icontains=wish)) if wish else rows
    hosts = fence.visible(request, Host.objects.select_related("supplier"))
    return show(
        request,
        "sites",
        "directory_sites",
        form,
        form=form,
        wish=wish,
        rows=Paginator(found, PAGE).get_page(request.GET.get("page")),
        hosts=hosts.annotate(site_count=Count("site", filter=Q(site__in=seen))).order_by("name"),
        may_add=fence.may_everywhere(request, Permission.ADD_SITE),
        may_host=fence.may_everywhere(request, Permission.MANAGE_HOSTS),
        may_remove=fence.may(request, Permission.REMOVE_SITE),
    )


@login_required
@require_http_methods(["GET", "POST"])
def site_settings(request: HttpRequest, uid: str) -> HttpResponse:
    """Host and server addresses of one site; `do` says which of the two forms was sent."""
    site = fence.site(request, uid)
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    host = SiteHostForm(
        request.POST if sent == "host" else None,
        hosts=fence.visible(request, Host.objects.order_by("name")),
        initial={"host": site.host.uid if site.host else ""},
        auto_id="s_%s",
    )
    origins = OriginsForm(
        request.POST if sent == "origins" else None, initial={"origins": "\n".join(site.origins)}, auto_id="s_%s"
    )
    if sent == "host":
        fence.demand(request, Permission.MANAGE_HOSTS)
        if host.is_valid():
            assign_host(fence.account(request), site, host.cleaned_data["host"])
            messages.success(request, _("Saved."))
            return redirect("directory_site", uid=site.uid)
    if sent == "origins" and _take_origins(request, site, origins):
        return redirect("directory_site", uid=site.uid)
    return show(
        request,
        "site",
        "directory_sites",
        host,
        origins,
        site=site,
        host_form=host,
        origins_form=origins,
        may_host=fence.may(request, Permission.MANAGE_HOSTS),
        may_consent=fence.may(request, Permission.CONSENT),
        may_remove=fence.may(request, Permission.REMOVE_SITE),
    )


def _take_origins(request: HttpRequest, site: Site, form: OriginsForm) -> bool:
    fence.demand(request, Permission.CONSENT)
    if not form.is_valid():
        return False
    try:
        set_origins(fence.account(request), site, form.cleaned_data["origins"], private_allowed=private_allowed())
    except BadOrigin as bad:
        form.add_error("origins", origin_text(bad.code, bad.text, MAX_ORIGINS))
        return False
    messages.success(request, _("Saved. The next run with probes tries them."))
    return True


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove a site once its address has been typed."""
    site = fence.site(request, uid, Permission.REMOVE_SITE)
    form = TypedForm(posted(request), name=site.address)
    if request.method == "POST" and form.is_valid():
        remove_site(fence.account(request), site)
        messages.success(request, _("The site was removed. Its entries stay in the ledger."))
        return redirect("directory_sites")
    return show(request, "remove_site", "directory_sites", form, form=form, site=site)


@login_required
@require_http_methods(["GET", "POST"])
def suppliers(request: HttpRequest) -> HttpResponse:
    """The firms the organisation depends on."""
    fence.demand(request, Permission.READ)
    organisation = fence.tenant(request)
    form = SupplierForm(posted(request), auto_id="f_%s")
    if request.method == "POST":
        fence.demand(request, Permission.MANAGE_HOSTS)
        if form.is_valid():
            add_supplier(fence.account(request), organisation, **form.cleaned_data)
            messages.success(request, _("The supplier was added."))
            return redirect("directory_suppliers")
    hosts = Prefetch("host_set", fence.visible(request, Host.objects.order_by("name")), to_attr="seen_hosts")
    rows = fence.visible(request, Supplier.objects.order_by("name").prefetch_related(hosts))
    return show(
        request,
        "suppliers",
        "directory_suppliers",
        form,
        form=form,
        rows=[(row, KINDS.get(row.kind, KINDS["other"])) for row in rows],
        may_add=fence.may_everywhere(request, Permission.MANAGE_HOSTS),
    )
