"""Whose account it is: two accounts of one person are one pair of eyes when something needs a second person."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.link_account import LinkedElsewhere, link_account
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership, Person
from rempart.directory.store.standing import same_person
from rempart.directory.web import fence
from rempart.directory.web.page import posted, show
from rempart.directory.web.step_up import step_up


class PersonLinkForm(forms.Form):
    """Typed, not chosen: an organisation has thousands of people."""

    person = forms.CharField(
        max_length=254,
        label=gettext_lazy("Who it is"),
        help_text=gettext_lazy("E-mail address or staff number, as in the list of people."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = people

    def clean_person(self) -> Person:
        """Exactly one person."""
        typed = self.cleaned_data["person"].strip()
        found = list(self._people.filter(Q(email__iexact=typed) | Q(staff_number=typed))[:2])
        if not found:
            raise forms.ValidationError(_("Nobody here has this address or number. Add the person first."))
        if len(found) > 1:
            raise forms.ValidationError(_("That fits more than one person. Use the other of the two."))
        return found[0]


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, uid: str) -> HttpResponse:
    """Record the person behind a member's account; a second account of somebody counts as the same person."""
    member = fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)
    fence.demand(request, Permission.MANAGE_PEOPLE)
    people = fence.visible(request, Person.objects.order_by("pk"), Permission.MANAGE_PEOPLE)
    form = PersonLinkForm(posted(request), people=people, auto_id="a_%s")
    if request.method == "POST" and form.is_valid():
        try:
            link_account(fence.account(request), form.cleaned_data["person"], member.account)
        except LinkedElsewhere:
            form.add_error("person", _("This account is recorded as another person’s already."))
        else:
            messages.success(request, _("Saved. All accounts of this person count as one."))
            return redirect("member_person", uid=member.uid)
    return show(request, "member_person", "directory_members", form, form=form, member=member, **_known(member))


def _known(member: Membership) -> dict[str, Any]:
    mine = Q(account=member.account) | Q(personaccount__account=member.account)
    behind = Person.objects.filter(mine, organisation=member.organisation).first()
    others = Account.objects.filter(pk__in=same_person(member.account) - {member.account_id}).order_by("email")
    here = Membership.objects.filter(organisation=member.organisation).values("account")
    return {"behind": behind, "others": others.filter(pk__in=here)}
