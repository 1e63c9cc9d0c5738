"""Passkeys, stricter than allauth's: only from this very address, and a counter that runs back is a copy of the key."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from rempart.access.actions.count_passkey import count_passkey

USUAL_PORTS = {"https": ":443", "http": ":80"}


def origin_of(request: HttpRequest) -> str:
    """As browsers write it."""
    scheme = str(request.scheme)
    return f"{scheme}://{request.get_host().removesuffix(USUAL_PORTS[scheme])}"


def _demand_own_origin(response: AuthenticationResponse | RegistrationResponse) -> None:
    """The library takes every port, and every name below ours: a page there may belong to somebody else."""
    if response.response.client_data.origin != origin_of(context.request):
        raise get_adapter().validation_error("incorrect_code")


class _Strict(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        """Raises ValidationError."""
        said = auth.parse_authentication_response(self.cleaned_data["credential"])
        _demand_own_origin(said)
        used: Authenticator = super().clean_credential()
        if not count_passkey(used, said.response.authenticator_data.counter):
            raise get_adapter().validation_error("incorrect_code")
        return used


class AuthenticatePasskey(_Strict):
    """As the second factor."""


class LoginPasskey(_Strict, LoginWebAuthnForm):  # type: ignore[misc]
    """As the only thing a person shows."""


class ReauthenticatePasskey(_Strict, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Once more, before something that cannot be undone."""


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A new one."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError."""
        said = self.cleaned_data.get("credential")
        if said:
            _demand_own_origin(auth.parse_registration_response(said))
        found: dict[str, Any] = super().clean()
        return found
