"""The console's own forms."""

import ipaddress
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from rempart.channel.lab import private_allowed
from rempart.directory.store.models import Account
from rempart.scanner.core.target import BadAddress, Target, parse_target


def is_private_name(host: str) -> bool:
    """Can it be told without asking DNS? What only DNS tells is refused when the site is looked at."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class AddressForm(forms.Form):
    """The address of a site, in the one form of Target; `private` only where the operator allows it."""

    address = forms.CharField(max_length=2_048, label=_("Address of the site"), strip=True)
    private = forms.BooleanField(required=False, label=_("This site is on a private network or on this machine"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not private_allowed():  # a box that cannot help is not shown
            del self.fields["private"]

    def clean_address(self) -> Target:
        """Raises ValidationError with what to type instead."""
        try:
            return parse_target(self.cleaned_data["address"])
        except BadAddress as bad:
            raise forms.ValidationError(str(bad)) from bad

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for this machine or a private network, unless both sides want it."""
        said = super().clean() or {}
        target = said.get("address")
        if target is not None and is_private_name(target.host):
            if not private_allowed():
                self.add_error(
                    "address",
                    _(
                        "This address is on a private network or on this machine. To measure it, start Rempart with --allow-private."
                    ),
                )
            elif not said.get("private"):
                self.add_error(
                    "address",
                    _("This address is on a private network or on this machine. If you mean that, tick the box below."),
                )
        return said


class AccountForm(forms.Form):
    """E-mail address and password for the account that came in by the one-time link."""

    name = forms.CharField(max_length=200, label=_("Your name"), required=False)
    email = forms.EmailField(label=_("E-mail address"))
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), label=_("Password"))

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_email(self) -> str:
        """Raises ValidationError when another account has the address."""
        email = str(self.cleaned_data["email"]).lower()
        if Account.objects.exclude(pk=self.account.pk).filter(email=email).exists():
            raise forms.ValidationError(_("Another account uses this address. Choose one of your own."))
        return email

    def clean_password(self) -> str:
        """Raises ValidationError with what would make it stronger."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.account)
        return password
