"""OpenID Connect, stricter than allauth's: each question carries a nonce that only the answer to it may bring back.

Code and state are bound to the browser by allauth; the nonce binds the identity token itself, so that one which was
given out for another sign-in, or to somebody else, opens nothing here (OpenID Connect Core 3.1.2.1 and 3.1.3.7).
"""

import hmac
import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from requests import RequestException
from urllib3.exceptions import HTTPError

log = logging.getLogger("rempart.access")

CLOCKS_APART_S = 60  # how far a provider's clock may run ahead of ours
NONCE_BYTES = 32
NONCE = "nonce"  # in the question, in the state that waits in the browser's session, and in the identity token
FAULTS = (OAuth2Error, RequestException, HTTPError, ValueError, KeyError, TypeError)  # what an odd answer ends in


class BoundAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What of a provider's answers counts."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Its own description. Raises OAuth2Error where it speaks for another issuer than the one that was set up."""
        said: dict[str, Any] = super().openid_config
        wanted = self.get_provider().app.settings["server_url"]
        if str(said.get("issuer", "")).rstrip("/") != wanted.rstrip("/"):
            raise OAuth2Error("the provider calls itself by another name")
        return said

    def get_access_token_data(self, request: HttpRequest, *args: Any, **named: Any) -> Any:
        """Raises OAuth2Error for a code that another provider gave out (RFC 9207)."""
        said = request.GET.getlist("iss")
        must_say = self.openid_config.get("authorization_response_iss_parameter_supported") is True
        if (said or must_say) and said != [self.openid_config["issuer"]]:
            raise OAuth2Error("the answer comes from another provider")
        return super().get_access_token_data(request, *args, **named)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **named: Any) -> Any:
        """Raises OAuth2Error for an answer without an identity token: nothing else is bound to our question."""
        if not isinstance(named["response"].get("id_token"), str):
            raise OAuth2Error("the answer holds no identity token")
        return super().complete_login(request, app, token, **named)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Issuer, audience and times are allauth's; here, that it ends at all, and that it was given out to us."""
        said: dict[str, Any] = super()._decode_id_token(app, id_token)
        if not isinstance(said.get("exp"), int | float):
            raise OAuth2Error("the identity token never ends")
        if any(not _has_begun(said[name]) for name in ("nbf", "iat") if name in said):
            raise OAuth2Error("the identity token counts later only")
        others = isinstance(said["aud"], list) and said["aud"] != [app.client_id]
        if (others or "azp" in said) and said.get("azp") != app.client_id:
            raise OAuth2Error("the identity token was given out to somebody else")
        return said


class BoundOIDC(OpenIDConnectProvider):  # type: ignore[misc]
    """Takes the place of allauth's provider."""

    oauth2_adapter_class = BoundAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **named: Any
    ) -> HttpResponseRedirect:
        """To the provider; the nonce waits in the session of the browser that leaves."""
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        given = named.pop("auth_params", None)
        asked = {**(self.get_auth_params() if given is None else given), NONCE: nonce}
        answer: HttpResponseRedirect = super().redirect(
            request, process, next_url, data, auth_params=asked, **{**named, NONCE: nonce}
        )
        return answer


def is_bound(state: Mapping[str, Any], id_token: Mapping[str, Any]) -> bool:
    """Does the identity token answer the question that this browser went away with?"""
    asked, said = state.get(NONCE), id_token.get(NONCE)
    if not isinstance(asked, str) or not isinstance(said, str) or not asked:
        return False
    return hmac.compare_digest(asked.encode(), said.encode())


def _has_begun(moment: object) -> bool:
    return isinstance(moment, int | float) and moment <= time.time() + CLOCKS_APART_S


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """As allauth's, with our adapter."""
    return _answered(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The way back from the provider."""
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(view: type[Any], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(BoundAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except FAULTS as odd:
        log.warning("access: an identity provider's answer could not be used: %s", type(odd).__name__)
        return render(request, "access/refused.html", {"why": "failed"}, status=403)
    return answer
