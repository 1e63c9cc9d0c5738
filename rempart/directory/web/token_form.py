"""What a new API token is called, what it may do, and for how long."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.directory.actions.make_token import MAX_DAYS
from rempart.directory.core.roles import Permission
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.words import PERMISSIONS


class TokenForm(PlainForm):
    """Nothing is ticked beforehand: whoever makes a token says what its program needs."""

    name = forms.CharField(max_length=100, label=_("Name"), help_text=_("Which program has it, and where."))
    may = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one; a program that may do nothing needs no token.")},
    )
    days = forms.IntegerField(
        min_value=1, max_value=MAX_DAYS, initial=90, label=_("Days until it expires"),
        help_text=_("At most a year. Then make a new one and put it in its place."),
    )  # fmt: skip

    def __init__(self, *args: Any, held: frozenset[Permission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.value, words) for one, words in PERMISSIONS.items() if one in held]
        self.fields["may"].choices = offered  # type: ignore[attr-defined]

    def rights(self) -> list[Permission]:
        """Those that were ticked."""
        return [Permission(value) for value in self.cleaned_data["may"]]
