"""All devices of an organisation, how far each is trusted, and what is demanded of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.access.actions.trust_device import Locks, Revoked, set_device_rule, trust_device
from rempart.access.core.device_trust import DANGEROUS, Trust
from rempart.access.store.devices import Device, DeviceRule
from rempart.access.web.device_forms import RuleForm, TrustForm
from rempart.access.web.device_keeper import shown_trust
from rempart.access.web.device_views import device_row
from rempart.access.web.device_words import MEANING, TRUST
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted, tabs
from rempart.directory.web.step_up import step_up
from rempart.directory.web.words import PERMISSIONS

PAGE = 100  # devices shown at once


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def everybodys(request: HttpRequest) -> HttpResponse:
    """The list; a POST changes the rule."""
    fence.demand_everywhere(request, Permission.MANAGE_DEVICES)
    organisation = fence.tenant(request)
    rule = DeviceRule.objects.filter(organisation=organisation).first()
    held = {"least": rule.least, "roles": rule.roles} if rule else {"least": int(Trust.UNKNOWN)}
    form = RuleForm(posted(request), initial=held, auto_id="r_%s")
    if request.method == "POST" and form.is_valid():
        least = form.cleaned_data["least"]
        try:
            set_device_rule(fence.account(request), organisation, least, form.named(), shown=shown_trust(request))
        except Locks:
            form.add_error("least", _locks(shown_trust(request)))
        else:
            messages.success(request, _("Saved. It counts from the next request of each member."))
            return redirect("all_devices")
    rows = Device.objects.filter(organisation=organisation, revoked_ms=None).select_related("account")
    shown = Paginator(rows.order_by("account__name", "account__email", "name", "pk"), PAGE)
    page = shown.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "rows": page,
        "lines": [device_row(row) for row in page],
        "levels": [(int(one), words, MEANING[one]) for one, words in TRUST.items()],
        "dangerous": [PERMISSIONS[one] for one in Permission if one in DANGEROUS],
        "tabs": tabs(request, "all_devices"),
        "section": "organisation",
    }
    refused = form.is_bound and form.errors
    return render(request, "access/all_devices.html", context, status=422 if refused else 200)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def trust(request: HttpRequest, uid: str) -> HttpResponse:
    """How far one device is trusted."""
    device = fence.fetch(request, Device, uid, Permission.MANAGE_DEVICES)
    form = TrustForm(request.POST)
    if request.method == "GET":  # back from showing afresh who one is
        return redirect("all_devices")
    if not form.is_valid():
        messages.error(request, _("Choose one of the levels listed."))
        return redirect("all_devices")
    try:
        trust_device(fence.account(request), device, form.cleaned_data["trust"])
        messages.success(request, _("Saved."))
    except Revoked:
        messages.error(request, _("This device was revoked. It has to be registered anew."))
    return redirect("all_devices")


def _locks(shown: Trust) -> str:
    said = _(
        "You are here from a device that is “%(trust)s”: you could not take this back. Come from such a device first."
    )
    return said % {"trust": TRUST[shown]}
