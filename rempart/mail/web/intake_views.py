"""The page of the SMTP door: which address, whose servers, and whether the operator has opened it."""

import os

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.mail.actions.keep_smtp import PAPERS, PLACE
from rempart.mail.actions.set_intake import Taken, end_intake, set_intake
from rempart.mail.actions.set_mailbox import NEEDED
from rempart.mail.store.intake import Intake
from rempart.mail.web.intake_forms import IntakeForm, initial_of
from rempart.mail.web.rooms import rooms


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest) -> HttpResponse:
    """Set it, or end it."""
    fence.demand_everywhere(request, NEEDED)
    organisation = fence.tenant(request)
    if request.method == "POST" and request.POST.get("do") == "end":
        end_intake(fence.account(request), organisation)
        messages.success(request, _("Nothing more is taken by SMTP. What came by it stays."))
        return redirect("report_intake")
    row = Intake.objects.filter(organisation=organisation).first()
    form = IntakeForm(posted(request), initial=initial_of(row), auto_id="s_%s")
    if request.method == "POST" and form.is_valid():
        try:
            set_intake(fence.account(request), organisation, form.wish())
        except Taken:
            form.add_error("address", _("Another organisation here takes mails for this address. Choose another one."))
        else:
            messages.success(request, _("Saved. Mails for this address are taken at once."))
            return redirect("report_intake")
    context = {
        "section": "mail", "tabs": rooms(request, "report_intake"), "form": form, "row": row,
        "place": os.environ.get(PLACE, ""), "has_papers": bool(os.environ.get(PAPERS)),
    }  # fmt: skip
    return render(request, "mail/intake.html", context, status=422 if form.is_bound and form.errors else 200)
