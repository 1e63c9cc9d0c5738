"""Forms of whoever runs prizes and challenges; money in whole units for people, in minor units for the tables."""

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.directory.store.models import Organisation, Team
from rempart.people.actions.challenges import MOST_DAYS

MOST = 10**9  # of points, pieces or money on one line: beyond every programme there is


def to_minor(amount: Decimal, currency: str) -> int:
    """In the currency's smallest unit."""
    return int(amount.scaleb(get_currency_precision(currency)))


class BudgetForm(forms.Form):
    """For all prizes together."""

    budget = forms.DecimalField(
        label=_("Budget for prizes"), min_value=0, max_value=MOST, max_digits=12, decimal_places=2
    )


class PrizeForm(forms.Form):
    """A new prize."""

    name = forms.CharField(label=_("Prize"), max_length=120)
    points = forms.IntegerField(label=_("Price in points"), min_value=1, max_value=MOST)
    value = forms.DecimalField(
        label=_("What one costs you"), min_value=0, max_value=MOST, max_digits=12, decimal_places=2
    )
    stock = forms.IntegerField(label=_("How many there are"), min_value=0, max_value=MOST)


class ChallengeForm(forms.Form):
    """Departments beside each other."""

    title = forms.CharField(label=_("Name of the challenge"), max_length=120)
    days = forms.IntegerField(label=_("For how many days"), min_value=7, max_value=MOST_DAYS, initial=28)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, organisation: Organisation, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        teams: Any = self.fields["teams"]
        teams.queryset = Team.objects.filter(organisation=organisation).order_by("name", "pk")


class WithdrawForm(forms.Form):
    """A certificate that was issued in error."""

    certificate = forms.CharField(label=_("Number of the certificate"), max_length=16, strip=True)
