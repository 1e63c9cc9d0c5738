"""Members and their roles: invite, change, end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.action import role_of
from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.invite_member import CannotInvite, invite_member
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.renew_link import AlreadyIn, may_renew, renew_link
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.provisional import is_provisional
from rempart.directory.core.roles import OFFERED, Permission, Role, may_hand_out
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Membership
from rempart.directory.web import fence
from rempart.directory.web.approval_views import refusal
from rempart.directory.web.erasure_words import last_owner_text
from rempart.directory.web.forms import InviteForm, RoleForm, TypedForm
from rempart.directory.web.page import posted, show
from rempart.directory.web.step_up import step_up
from rempart.directory.web.words import ROLES


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """Who may do what; a POST invites."""
    fence.demand_everywhere(request, Permission.MANAGE_MEMBERS)
    form = _invite_form(request, posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = invite_member(
                fence.account(request), fence.tenant(request), said["email"], Role(said["role"]), said["name"]
            )
        except CannotInvite as cannot:
            form.add_error("email", _refusal(cannot.code))
        else:
            if made.secret is not None:
                return _page(request, _invite_form(request), made.member, made.secret)
            messages.success(request, _("Added. This account signs in with its own password, as before."))
            return redirect("directory_members")
    return _page(request, form)


def _invite_form(request: HttpRequest, data: QueryDict | None = None) -> InviteForm:
    return InviteForm(data, own=role_of(fence.account(request), fence.tenant(request)), auto_id="i_%s")


def _refusal(code: str) -> str:
    return {
        "member": _("This account is a member here already."),
        "elsewhere": _(
            "This address has an account in another organisation on this machine. Somebody who owns both organisations can add it."
        ),
        "unfinished": _("This account has no password yet. It can be added once its owner has come in and set one."),
    }[code]


def _page(request: HttpRequest, form: InviteForm, invited: Membership | None = None, secret: str = "") -> HttpResponse:
    everyone = Membership.objects.select_related("account").order_by("pk")
    rows = fence.visible(request, everyone, Permission.MANAGE_MEMBERS)
    me = fence.account(request)
    link = f"{request.build_absolute_uri(reverse('enter', args=[secret]))}?welcome=1" if secret else ""
    return show(
        request,
        "members",
        "directory_members",
        form,
        form=form,
        rows=[_row(row, row.account_id == me.pk) for row in rows],
        roles=[(role.value, *ROLES[role]) for role in OFFERED],
        invited=invited,
        link=link,
    )


def _row(member: Membership, is_me: bool) -> dict[str, Any]:
    account, role = member.account, Role(member.role)
    is_new = is_provisional(account.email)
    return {
        "member": member,
        "name": account.name or (_("first account, no address yet") if is_new else account.email),
        "email": "" if is_new or not account.name else account.email,
        "role": ROLES[role][0],
        "is_me": is_me,
        "is_waiting": not account.has_usable_password(),
        "may_renew": not is_me and may_renew(member),
    }


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def role(request: HttpRequest, uid: str) -> HttpResponse:
    """Another role for a member."""
    member = fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)
    if request.method == "GET":  # back from showing afresh who one is
        return redirect("directory_members")
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles listed."))
        return redirect("directory_members")
    wanted, own = Role(form.cleaned_data["role"]), role_of(fence.account(request), fence.tenant(request))
    if own is not None and not (may_hand_out(own, wanted) and may_hand_out(own, Role(member.role))):
        return _ask(request, member, wanted)
    try:
        change_role(fence.account(request), member, wanted)
        messages.success(request, _("Saved."))
    except LastOwner:
        messages.error(request, last_owner_text())
    return redirect("directory_members")


def _ask(request: HttpRequest, member: Membership, wanted: Role) -> HttpResponse:
    """A role larger than one's own is given by two: who looks after members, and somebody who holds it."""
    change = {"account": member.account.uid, "before": member.role, "after": wanted.value}
    reason = _("Change of role, asked for on the page of members.")
    try:
        asked = ask_approval(
            fence.account(request),
            fence.tenant(request),
            "member_role",
            change,
            reason=reason,
            beneficiary=member.account,
        )
    except NotApprovable as cannot:
        messages.error(request, refusal(cannot.code))
        return redirect("directory_members")
    messages.success(request, _("This role holds more than yours. Somebody who holds it is asked to say yes."))
    return redirect("approval", uid=asked.uid)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, uid: str) -> HttpResponse:
    """A new one-time link for someone who has not come in yet."""
    member = fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)
    if request.method == "GET":
        return redirect("directory_members")
    try:
        secret = renew_link(fence.account(request), member)
    except AlreadyIn:
        messages.error(request, _("This account signs in by itself; a link would let you act as somebody else."))
        return redirect("directory_members")
    return _page(request, _invite_form(request), member, secret)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """End a membership once the address has been typed."""
    member = fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)
    form = TypedForm(posted(request), name=member.account.email)
    if request.method == "POST" and form.is_valid():
        try:
            remove_member(fence.account(request), member)
            messages.success(request, _("The membership has ended."))
            return redirect("directory_members" if member.account_id != fence.account(request).pk else "home")
        except LastOwner:
            form.add_error(None, last_owner_text())
    return show(request, "remove_member", "directory_members", form, form=form, member=member)
