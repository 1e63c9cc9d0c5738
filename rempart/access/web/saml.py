"""SAML, stricter than allauth's: an assertion counts once, and the provider can be asked to look at the person again.

Only the assertion is signed, so what it answers, where it may be shown, for whom and until when is read from it alone;
the library compares these where they happen to stand, and here they must (SAML profiles, 4.1.4.2).
"""

import logging
import time
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from allauth.socialaccount.providers.saml.utils import build_auth
from allauth.socialaccount.providers.saml.views import finish_acs
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from lxml import etree

from rempart.access.actions.use_assertion import use_assertion

log = logging.getLogger("rempart.access")

AGAIN = "saml_again"  # on the request: ForceAuthn
_NAMESPACES = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion"}


BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
CLOCKS_APART_S = 60  # how far a provider's clock may run ahead of ours


class StrictSAML(SAMLProvider):  # type: ignore[misc]
    """Takes the place of allauth's provider."""

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        """Raises PermissionDenied for an assertion that was used before, or is not the answer to a question of ours."""
        place = request.build_absolute_uri(reverse("saml_acs", args=[self.app.client_id]))
        entity = request.build_absolute_uri(reverse("saml_metadata", args=[self.app.client_id]))
        if not is_for_us(response, place, entity):
            raise PermissionDenied("this assertion is not the answer to a question of ours")
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


def finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The way back from the provider; what is no answer at all is refused like one that does not fit."""
    try:
        answer: HttpResponse = finish_acs(request, organization_slug)
    except (etree.XMLSyntaxError, ValueError) as odd:  # the library lets these of its parser through
        log.warning("access: an identity provider's answer could not be read: %s", type(odd).__name__)
        return render(request, "access/refused.html", {"why": "failed"}, status=403)
    return answer


def no_logout(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Raises Http404: nobody outside signs a person out here, nor sends them on; the library asks for no signature."""
    raise Http404


def is_for_us(response: Any, place: str, entity: str) -> bool:
    """Does the verified assertion say so itself: the question, this very address, this audience, an end, a moment?"""
    held, asked = _verified(response), response.get_last_response_in_response_to()
    if held is None or not asked:
        return False
    for_whom = held.xpath("./saml:Conditions/saml:AudienceRestriction/saml:Audience", namespaces=_NAMESPACES)
    shown = shown_at(response)
    return (
        entity in ["".join(one.itertext()).strip() for one in for_whom]
        and shown is not None
        and shown <= time.time() + CLOCKS_APART_S
        and any(
            one.get("InResponseTo") == asked and one.get("Recipient") == place and one.get("NotOnOrAfter")
            for one in held.xpath(
                f"./saml:Subject/saml:SubjectConfirmation[@Method='{BEARER}']/saml:SubjectConfirmationData",
                namespaces=_NAMESPACES,
            )
        )
    )


def shown_at(response: Any) -> float | None:
    """AuthnInstant of the very assertion that was verified; None when in doubt."""
    held = _verified(response)
    said = [] if held is None else held.xpath("./saml:AuthnStatement/@AuthnInstant", namespaces=_NAMESPACES)
    try:
        return datetime.fromisoformat(str(said[0]).replace("Z", "+00:00")).timestamp() if len(said) == 1 else None
    except ValueError:
        return None


def _verified(response: Any) -> Any:
    """Found by its id; None when two elements have it."""
    tree = etree.fromstring(response.get_last_response_xml(pretty_print_if_possible=False))
    wanted = response.get_last_assertion_id()
    found = [one for one in tree.iter() if one.get("ID") == wanted]
    return found[0] if len(found) == 1 else None
