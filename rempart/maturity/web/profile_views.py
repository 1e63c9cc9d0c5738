"""The business profile: what the site is to the business, and which level follows from that, with its reasons."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rempart.design.formats import spaced
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.facts.profile import Profile
from rempart.maturity.actions.judge_site import profile_of
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.core.need import Reason, needed
from rempart.maturity.core.sayings import sentence
from rempart.maturity.web.frame import frame_of, language_code
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


def reasons(known: Profile, language: str) -> Iterator[str]:
    """Why this wall, why this watch, and what would suggest more; each with the lines of the guide it rests on."""
    need = needed(known)
    for reason in (*need.reasons, *need.watch_reasons):
        yield _said(reason, language)
    for reason in need.suggested:
        yield _("To consider: %(reason)s") % {"reason": _said(reason, language)}


def _said(reason: Reason, language: str) -> str:
    text = spaced(sentence(reason.code, language=language), language)
    if not reason.lines:
        return text
    lines = ", ".join(str(line) for line in reason.lines)
    where = ngettext("Guide, line %(lines)s.", "Guide, lines %(lines)s.", len(reason.lines)) % {"lines": lines}
    return f"{text}{'' if language == 'zh' else ' '}{where}"
