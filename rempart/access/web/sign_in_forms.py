"""Forms of an organisation's rules of signing in."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.access.core.demands import may_be_added
from rempart.access.net.asking import look_at_certificate, whole_pem
from rempart.access.store.models import SignInRule
from rempart.channel.lab import private_allowed
from rempart.directory.store.models import Organisation
from rempart.directory.web.words import ROLES


class RuleForm(forms.Form):
    """Short code and additional demands."""

    code = forms.RegexField(
        r"^[a-z0-9-]{3,20}$",
        strip=True,
        label=_("Code of your organisation"),
        help_text=_("Learners type it to reach your door, or open /learn/CODE/. Small letters, digits, hyphens."),
        error_messages={"invalid": _("Three to twenty small letters, digits or hyphens.")},
    )
    also = forms.MultipleChoiceField(
        required=False, label=_("Ask these roles for a second factor too"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, organisation: Organisation, **named: Any) -> None:
        super().__init__(*args, **named)
        self.organisation = organisation
        choices = [(role.value, ROLES[role][0]) for role in may_be_added()]
        self.fields["also"].choices = choices  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Raises ValidationError when another organisation has it."""
        code = str(self.cleaned_data["code"])
        taken = SignInRule.objects.filter(code=code).exclude(organisation=self.organisation).exists()
        if taken or Organisation.objects.filter(uid=code).exclude(pk=self.organisation.pk).exists():
            raise forms.ValidationError(_("Another organisation uses this code. Choose one of your own."))
        return code


def checked_address(address: str) -> str:
    """Raises ValidationError unless it is https, or http where the operator allows private places."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and private_allowed()):
        raise forms.ValidationError(_("The address must begin with https://."))
    if not parts.hostname or parts.username or parts.fragment:
        raise forms.ValidationError(_("This is not an address of a provider."))
    return address


class ProviderForm(forms.Form):
    """What both kinds have."""

    name = forms.CharField(max_length=40, label=_("Name on the button"))
    is_on = forms.BooleanField(required=False, initial=True, label=_("People may sign in through it"))


class OidcForm(ProviderForm):
    """OpenID Connect."""

    issuer = forms.CharField(max_length=500, label=_("Address of the provider (issuer)"), strip=True)
    client_id = forms.CharField(max_length=191, label=_("Client id"), strip=True)
    secret = forms.CharField(
        max_length=500, required=False, label=_("Client secret"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed and never shown again. Leave it empty to keep the one that is there."),
    )  # fmt: skip
    field_order = ("name", "issuer", "client_id", "secret", "is_on")

    def clean_issuer(self) -> str:
        """Without the slash at its end."""
        return checked_address(str(self.cleaned_data["issuer"]).removesuffix("/"))

    @property
    def settings(self) -> dict[str, str]:
        """As the row keeps them."""
        return {"issuer": self.cleaned_data["issuer"]}


class SamlForm(ProviderForm):
    """SAML 2.0."""

    entity_id = forms.CharField(max_length=500, label=_("Entity id of the provider"), strip=True)
    sso_url = forms.CharField(max_length=500, label=_("Its sign-in address (HTTP-Redirect)"), strip=True)
    x509cert = forms.CharField(max_length=10_000, label=_("Its certificate"), widget=forms.Textarea(attrs={"rows": 6}))
    field_order = ("name", "entity_id", "sso_url", "x509cert", "is_on")

    def clean_sso_url(self) -> str:
        """As every address."""
        return checked_address(str(self.cleaned_data["sso_url"]))

    def clean_x509cert(self) -> str:
        """Raises ValidationError for what is no certificate."""
        pem = whole_pem(str(self.cleaned_data["x509cert"]))
        if look_at_certificate(pem).code == "bad_certificate":
            raise forms.ValidationError(_("This is no certificate in PEM form."))
        return pem

    @property
    def settings(self) -> dict[str, str]:
        """As the row keeps them."""
        return {name: self.cleaned_data[name] for name in ("entity_id", "sso_url", "x509cert")}
