"""Closing an organisation for good: asked for by its owner, approved by a second person, called back for thirty days."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.actions.close_organisation import GRACE_DAYS, CannotClose, call_back, check_deletable
from rempart.directory.core.approval import MAX_REASON, NotApprovable
from rempart.directory.core.roles import Permission
from rempart.directory.store.closures import Closure
from rempart.directory.web import fence
from rempart.directory.web.erasure_words import day_of
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.page import show
from rempart.directory.web.step_up import step_up

WHAT = "delete_organisation"


class ClosingForm(PlainForm):
    """The name, typed, so that nobody does it by accident."""

    typed = forms.CharField(max_length=200, label=gettext_lazy("Name of the organisation"))
    reason = forms.CharField(
        max_length=MAX_REASON, label=gettext_lazy("Reason"), help_text=gettext_lazy("The second person reads it.")
    )


@login_required
@require_safe
def closing(request: HttpRequest) -> HttpResponse:
    """What closing means, and how far it has come."""
    fence.demand_everywhere(request, Permission.MANAGE_ORGANISATION)
    return _page(request, ClosingForm())


def _page(request: HttpRequest, form: ClosingForm) -> HttpResponse:
    closure = Closure.objects.filter(organisation=fence.tenant(request)).first()
    due = day_of(closure.due_ms) if closure and closure.due_ms else ""
    return show(request, "closing", "directory_closing", form, form=form, closure=closure, due=due, days=GRACE_DAYS)


@login_required
@step_up
@require_http_methods(["POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Nothing closes before a second person says yes."""
    fence.demand_everywhere(request, Permission.MANAGE_ORGANISATION)
    form, organisation = ClosingForm(request.POST), fence.tenant(request)
    if form.is_valid() and form.cleaned_data["typed"].strip() != organisation.name:
        form.add_error("typed", _("Type the name exactly as it is written at the top."))
    if form.is_valid():
        try:
            check_deletable(organisation, now_ms())
            change = {"organisation": organisation.uid}
            ask_approval(fence.account(request), organisation, WHAT, change, reason=form.cleaned_data["reason"])
        except CannotClose as refused:
            form.add_error(None, why(refused.code))
        except NotApprovable:
            form.add_error("reason", _("Say in a few words why."))
        else:
            messages.success(request, _("A second person is asked now. Until their yes nothing changes."))
            return redirect("approvals")
    return _page(request, form)


def why(code: str) -> str:
    """In words."""
    return {
        "closed": _("It is closed already."),
        "held": _("A legal hold keeps what is in it. It can be closed once the hold is lifted."),
        "house": _("This organisation runs the installation and cannot be deleted from its pages."),
    }.get(code, _("It is open."))


@login_required
@step_up
@require_http_methods(["POST"])
def open_again(request: HttpRequest) -> HttpResponse:
    """The owner changes their mind."""
    try:
        call_back(fence.account(request), fence.tenant(request))
    except CannotClose as refused:
        raise PermissionDenied(refused.code) from refused
    messages.success(request, _("The organisation is open again."))
    return redirect("directory_closing")
