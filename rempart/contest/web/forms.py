"""Calling a contest."""

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.contest.core.score import LONGEST, SHORTEST
from rempart.directory.store.models import Organisation, Team

MOST_FUND = 10**7  # in whole units: a contest is no lottery


class CallForm(forms.Form):
    """Who plays, how long, and what the winner's department may spend."""

    title = forms.CharField(label=_("Name of the contest"), max_length=120)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=SHORTEST, max_value=LONGEST, initial=120)
    fund = forms.DecimalField(
        label=_("Fund for the winning team"), min_value=0, max_value=MOST_FUND, max_digits=10, decimal_places=2, initial=0,
        help_text=_("Small and friendly: a meal, a book for the shelf. It belongs to the team, not to a person."),
    )  # fmt: skip
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, organisation: Organisation, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._currency = organisation.currency
        teams: Any = self.fields["teams"]
        teams.queryset = Team.objects.filter(organisation=organisation).order_by("name", "pk")

    @property
    def fund_minor(self) -> int:
        """In the currency's smallest unit."""
        fund: Decimal = self.cleaned_data["fund"]
        return int(fund.scaleb(get_currency_precision(self._currency)))
