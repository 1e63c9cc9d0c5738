"""Identity providers of organisations, for allauth: whom they may vouch for, and what of their word counts.

Only the pair (provider, identifier there) counts, after an explicit link. What a provider says of addresses or names
opens nothing and is not kept.
"""

import time
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from rempart.access.actions.providers import forget_claims, note_link, note_refusal, secret_of
from rempart.access.net.guarded import session as guarded_session
from rempart.access.store.models import Provider
from rempart.access.web.oidc import CLOCKS_APART_S, is_bound
from rempart.directory.core.fresh import PROVED_OUTSIDE
from rempart.directory.store.models import Account, Membership


def app_of(provider: Provider) -> SocialApp:
    """As allauth knows it; never saved. SAML's addresses name the provider by `client_id`."""
    is_oidc = provider.kind == Provider.OIDC
    return SocialApp(
        provider=provider.kind,
        provider_id=provider.uid,
        name=provider.name,
        client_id=provider.client_id if is_oidc else provider.uid,
        secret=secret_of(provider),
        settings=oidc_settings(provider) if is_oidc else saml_settings(provider),
    )


def oidc_settings(provider: Provider) -> dict[str, Any]:
    """The identity token alone is read: it is signed for us, and comes straight from the provider."""
    return {"server_url": provider.settings["issuer"], "oauth_pkce_enabled": True, "fetch_userinfo": False}


def saml_settings(provider: Provider) -> dict[str, Any]:
    """Signed assertions only, answers to our own questions only, no old hash functions."""
    said = provider.settings
    return {
        "idp": {"entity_id": said["entity_id"], "sso_url": said["sso_url"], "x509cert": said["x509cert"]},
        "advanced": {
            "strict": True, "want_assertion_signed": True, "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True, "want_attribute_statement": False, "want_name_id": True,
            "allow_single_label_domains": True,
        },
    }  # fmt: skip


def is_of_that_organisation(account: Account, provider: Provider) -> bool:
    """A member there, and nowhere else: whoever runs the provider must gain nothing in another organisation."""
    places = set(Membership.objects.filter(account=account).values_list("organisation_id", flat=True))
    return places == {provider.organisation_id} and account.is_active


class OutsideAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with our table of providers."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: accounts are made here, and linked."""
        return False

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Only those that are switched on."""
        rows = Provider.objects.filter(is_on=True).select_related("organisation").order_by("pk")
        found = [app_of(row) for row in rows if provider in (None, row.kind, row.uid)]
        return [app for app in found if client_id in (None, app.client_id)]

    def get_requests_session(self) -> Any:
        """One that does not reach into private networks."""
        return guarded_session()

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the list of links."""
        return reverse("access_links")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **named: Any) -> None:
        """A page of ours instead of allauth's."""
        raise ImmediateHttpResponse(render(request, "access/refused.html", {"why": "failed"}, status=403))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises ImmediateHttpResponse for whoever may not come in, or not be linked, this way."""
        said = sociallogin.account.extra_data or {}
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = []
        if sociallogin.account.pk:
            forget_claims(sociallogin.account)
        provider = (
            Provider.objects.filter(uid=sociallogin.account.provider, is_on=True).select_related("organisation").first()
        )
        if provider is None:
            raise ImmediateHttpResponse(render(request, "access/refused.html", {"why": "failed"}, status=403))
        if provider.kind == Provider.OIDC and not is_bound(sociallogin.state, said.get("id_token") or {}):
            note_refusal(provider, "nonce")
            raise ImmediateHttpResponse(render(request, "access/refused.html", {"why": "failed"}, status=403))
        linking = sociallogin.state.get("process") == AuthProcess.CONNECT
        account = request.user if linking else sociallogin.user
        if not linking and not sociallogin.is_existing:
            self._refuse(request, provider, "unknown")
        if not isinstance(account, Account) or not is_of_that_organisation(account, provider):
            self._refuse(request, provider, "elsewhere")
        _note_proof(request, said, is_fresh=not linking)

    @staticmethod
    def _refuse(request: HttpRequest, provider: Provider, why: str) -> None:
        note_refusal(provider, why)
        raise ImmediateHttpResponse(render(request, "access/refused.html", {"why": why}, status=403))


def _note_proof(request: HttpRequest, said: dict[str, Any], *, is_fresh: bool) -> None:
    """When the person last showed the provider who they are; without a word on it, it proves nothing fresh."""
    token = said.get("id_token") or {}
    moment = token.get("auth_time") or said.get("rempart_shown_at")
    if is_fresh and isinstance(moment, int | float) and moment <= time.time() + CLOCKS_APART_S:
        setattr(request, PROVED_OUTSIDE, min(moment, time.time()))  # into the session once the person is in


def note_new_link(account: Account, provider_uid: str) -> None:
    """In the record of the provider's organisation."""
    provider = Provider.objects.filter(uid=provider_uid).select_related("organisation").first()
    if provider is not None:
        note_link(account, provider, is_made=True)
