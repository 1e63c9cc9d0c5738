"""The business profile: what the site is to the business, and which level follows from that, with its reasons."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.maturity.actions.judge_site import profile_of
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.web.frame import frame_of, language_code
from rempart.maturity.web.need_notes import reasons
from rempart.maturity.web.present_keys import profile_page
from rempart.maturity.web.profile_form import ProfileForm, initial_of


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, uid: str) -> HttpResponse:
    """Reading is for everybody here; saying what the business is, is for its own people: stones and the needed level hang on it."""
    site = fence.site(request, uid)
    known = profile_of(site)
    form = ProfileForm(request.POST or None, initial=initial_of(known))
    if request.method == "POST":
        fence.demand(request, Permission.DESCRIBE)
        if form.is_valid():
            set_profile(fence.account(request), site, form.profile())
            messages.success(request, _("Saved. The needed level follows in a moment."))
            return redirect("profile", uid=site.uid)
    page = profile_page(frame_of(site), form, list(reasons(known, language_code())) if known else ())
    context = {"page": page, "site": site, "section": "sites"}
    return render(request, "maturity/profile.html", context, status=422 if form.errors else 200)
