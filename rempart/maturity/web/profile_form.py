"""What the business is, as a form: money in whole units for people, in minor units for the record."""

from decimal import Decimal
from typing import Any

import msgspec
from babel.numbers import get_currency_precision
from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.facts.profile import Profile

CURRENCIES = ("EUR", "CHF", "GBP", "USD", "CAD", "CNY", "HKD", "TWD", "SGD", "JPY")
MOST = 10**12  # of visitors or money: beyond every business there is


class ProfileForm(forms.Form):
    """Fields in the order in which a person can answer them."""

    kind_of_site = forms.ChoiceField(
        label=_("What kind of site is it?"),
        choices=[
            ("blog", _("a personal site or blog")),
            ("company", _("the site of a company or association")),
            ("shop", _("a shop")),
            ("membership", _("a membership or learning site")),
            ("agency", _("an agency with sites of clients")),
            ("saas", _("software as a service")),
            ("finance", _("finance")),
            ("health", _("health")),
            ("government", _("government")),
            ("defence", _("defence")),
        ],
    )
    people = forms.IntegerField(label=_("How many people work there?"), min_value=1, max_value=MOST)
    visitors_month = forms.IntegerField(
        label=_("Visitors a month"), required=False, min_value=0, max_value=MOST, help_text=_("Leave it empty if you do not know.")
    )  # fmt: skip
    revenue_hour = forms.DecimalField(
        label=_("What an hour without the site costs"),
        required=False,
        min_value=0,
        max_value=MOST,
        max_digits=16,
        decimal_places=2,
        help_text=_("Sales and work lost. Leave it empty if you do not know."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    collects_customer_data = forms.BooleanField(
        label=_("It collects data of customers"), required=False, help_text=_("Even an e-mail address counts.")
    )
    sells = forms.BooleanField(label=_("It sells something"), required=False)
    holds_card_data = forms.BooleanField(
        label=_("It holds card data"), required=False, help_text=_("Not when a payment provider takes them on its own pages.")
    )  # fmt: skip
    is_revenue_critical = forms.BooleanField(label=_("The business lives on it"), required=False)
    moves_money = forms.BooleanField(
        label=_("Someone here makes payments on request"), required=False, help_text=_("By e-mail, phone or chat.")
    )
    grows_fast = forms.BooleanField(label=_("It grows fast"), required=False)
    is_regulated = forms.BooleanField(label=_("The market is regulated"), required=False)
    has_sensitive_ip = forms.BooleanField(label=_("It holds trade secrets or research"), required=False)
    is_large_network = forms.BooleanField(label=_("It is a large network of sites"), required=False)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def profile(self) -> Profile:
        """After is_valid()."""
        told = dict(self.cleaned_data)
        hour = told.pop("revenue_hour")
        digits = get_currency_precision(told["currency"])
        return msgspec.convert(
            {**told, "revenue_hour_minor": None if hour is None else int(Decimal(hour).scaleb(digits))}, Profile
        )


def initial_of(profile: Profile | None) -> dict[str, Any]:
    """What is known, as the form shows it."""
    if profile is None:
        return {"kind_of_site": "company", "people": 1, "currency": "EUR"}
    known = msgspec.structs.asdict(profile)
    minor = known.pop("revenue_hour_minor")
    digits = get_currency_precision(profile.currency)
    return {**known, "revenue_hour": None if minor is None else Decimal(minor).scaleb(-digits)}
