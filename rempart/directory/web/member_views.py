"""Members and their roles: invite, change, end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.invite_member import CannotInvite, invite_member
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.renew_link import AlreadyIn, may_renew, renew_link
from rempart.directory.core.provisional import is_provisional
from rempart.directory.core.roles import OFFERED, Permission, Role
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Membership
from rempart.directory.web import fence
from rempart.directory.web.forms import InviteForm, RoleForm, TypedForm
from rempart.directory.web.page import posted, show
from rempart.directory.web.words import ROLES


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """Who may do what; a POST invites."""
    fence.demand_everywhere(request, Permission.MANAGE_MEMBERS)
    form = InviteForm(posted(request), auto_id="i_%s")
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
                return _page(request, InviteForm(auto_id="i_%s"), made.member, made.secret)
            messages.success(request, _("Added. This account signs in with its own password, as before."))
            return redirect("directory_members")
    return _page(request, form)


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
@require_POST
def role(request: HttpRequest, uid: str) -> HttpResponse:
    """Another role for a member."""
    member = fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles listed."))
        return redirect("directory_members")
    try:
        change_role(fence.account(request), member, Role(form.cleaned_data["role"]))
        messages.success(request, _("Saved."))
    except LastOwner:
        messages.error(request, _last_owner())
    return redirect("directory_members")


@login_required
@require_POST
def link(request: HttpRequest, uid: str) -> HttpResponse:
    """A new one-time link for someone who has not come in yet."""
    member = fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)
    try:
        secret = renew_link(fence.account(request), member)
    except AlreadyIn:
        messages.error(request, _("This account signs in by itself; a link would let you act as somebody else."))
        return redirect("directory_members")
    return _page(request, InviteForm(auto_id="i_%s"), member, secret)


@login_required
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
            form.add_error(None, _last_owner())
    return show(request, "remove_member", "directory_members", form, form=form, member=member)


def _last_owner() -> str:
    return _("This is the last owner who can sign in. Make someone else an owner first, and let them come in once.")
