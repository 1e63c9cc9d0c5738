"""The forms of a site's pages: what the business is, and a document offered as evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.facts.profile import Profile
from rempart.maturity.actions.offer_document import MAX_DAYS

MAX_VISITORS, MAX_PEOPLE = 10_000_000_000, 10_000_000  # above every site and firm there is
MAX_HOUR = 1_000_000_000  # of revenue in an hour, in whole units
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CNY", "CAD")


class ProfileForm(forms.Form):
    """The fields of facts/profile.py, in the words of a person who runs a business."""

    kind_of_site = forms.ChoiceField(
        label=_("What kind of site is it?"),
        choices=[
            ("blog", _("Blog or personal site")),
            ("company", _("Site of a company")),
            ("shop", _("Shop")),
            ("membership", _("Members’ site")),
            ("agency", _("Agency with sites of clients")),
            ("saas", _("Software sold as a service")),
            ("finance", _("Finance")),
            ("health", _("Health")),
            ("government", _("Public administration")),
            ("defence", _("Defence")),
        ],
    )
    sells = forms.BooleanField(required=False, label=_("It sells"))
    collects_customer_data = forms.BooleanField(required=False, label=_("It collects data of customers"))
    holds_card_data = forms.BooleanField(
        required=False,
        label=_("Card numbers pass through it"),
        help_text=_("Not if a payment service shows its own page for that."),
    )
    moves_money = forms.BooleanField(required=False, label=_("People here make payments for the firm"))
    is_regulated = forms.BooleanField(required=False, label=_("A law or an authority says how it must be protected"))
    is_revenue_critical = forms.BooleanField(required=False, label=_("Without it the business stands still"))
    has_sensitive_ip = forms.BooleanField(required=False, label=_("It holds secrets that others would pay for"))
    is_large_network = forms.BooleanField(required=False, label=_("It is one of a large network of sites"))
    grows_fast = forms.BooleanField(required=False, label=_("It grows fast"))
    visitors_month = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MAX_VISITORS,
        label=_("Visitors a month"),
        help_text=_("Empty: not known."),
    )
    revenue_hour = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MAX_HOUR,
        label=_("Revenue in an hour of business"),
        help_text=_("Empty: not told. It is used only to weigh what a measure is worth."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    people = forms.IntegerField(
        min_value=1, max_value=MAX_PEOPLE, initial=1, label=_("How many people work with it or for the firm?")
    )

    def profile(self) -> Profile:
        """The fact; call it on a valid form."""
        said = dict(self.cleaned_data)
        hour = said.pop("revenue_hour")
        return Profile(**said, revenue_hour_minor=None if hour is None else hour * 100)


def told(profile: Profile | None) -> dict[str, Any]:
    """The form's initial values from what was told before."""
    if profile is None:
        return {}
    said = {name: getattr(profile, name) for name in ProfileForm.base_fields if name != "revenue_hour"}
    hour = profile.revenue_hour_minor
    return {**said, "revenue_hour": None if hour is None else hour // 100}


class DocumentForm(forms.Form):
    """A contract, certificate or report; `control` lists only stones that a document may prove."""

    control = forms.ChoiceField(label=_("Which stone does it show?"))
    title = forms.CharField(max_length=200, label=_("Title"), help_text=_("As it is printed on the document."))
    issuer = forms.CharField(max_length=200, label=_("Who issued it?"))
    issued_by_host = forms.BooleanField(required=False, label=_("The host issued it"))
    days = forms.IntegerField(
        min_value=1, max_value=MAX_DAYS, initial=MAX_DAYS, label=_("For how many days does it hold?")
    )
    file = forms.FileField(label=_("File"), help_text=_("At most 10 MB."))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["control"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
