"""SAML, stricter than allauth's: an assertion counts once, and the provider can be asked to look at the person again."""

from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from allauth.socialaccount.providers.saml.utils import build_auth
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from lxml import etree

from rempart.access.actions.use_assertion import use_assertion

AGAIN = "saml_again"  # on the request: ForceAuthn
_NAMESPACES = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion"}


class StrictSAML(SAMLProvider):  # type: ignore[misc]
    """Takes the place of allauth's provider."""

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        """Raises PermissionDenied for an assertion that was used before."""
        if not use_assertion(self.app.provider_id, str(response.get_last_assertion_id() or "")):
            raise PermissionDenied("this assertion was used before")
        login = super().sociallogin_from_response(request, response)
        login.account.extra_data = {"rempart_shown_at": shown_at(response)}
        return login

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **named: Any
    ) -> HttpResponseRedirect:
        """To the provider, with our question's id kept for its answer."""
        auth = build_auth(request, self)
        target = auth.login(return_to="", force_authn=bool(getattr(request, AGAIN, False)))
        self.stash_redirect_state(request, process, next_url, data, state_id=auth.get_last_request_id(), **named)
        return HttpResponseRedirect(target)


def shown_at(response: Any) -> float | None:
    """AuthnInstant of the very assertion that was verified, found by its id; None when in doubt."""
    tree = etree.fromstring(response.get_last_response_xml(pretty_print_if_possible=False))
    wanted = response.get_last_assertion_id()
    found = [one for one in tree.iter() if one.get("ID") == wanted]
    said = found[0].xpath("./saml:AuthnStatement/@AuthnInstant", namespaces=_NAMESPACES) if len(found) == 1 else []
    try:
        return datetime.fromisoformat(str(said[0]).replace("Z", "+00:00")).timestamp() if len(said) == 1 else None
    except ValueError:
        return None
