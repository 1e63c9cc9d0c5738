"""What strangers may ask without an account: is this certificate true, whose key signed that badge, was it withdrawn."""

import hmac

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Organisation
from rempart.people.actions.certificates import key_of
from rempart.people.core.badge import CONTEXT, Issuer, public_jwk, signed, status_credential
from rempart.people.core.certificate import is_valid
from rempart.people.store.certificates import Certificate
from rempart.people.web import certificate_words as words

KEPT_S = 300  # caches may keep keys and the list of what is withdrawn this long


@require_GET
def verify(request: HttpRequest, uid: str, key: str = "") -> HttpResponse:
    """What is certified, by whom, when, and whether it still holds. The name only behind the holder's own link."""
    if _is_hasty(request):
        return render(request, "people/verify.html", {"is_hasty": True}, status=429)
    row = Certificate.objects.filter(uid=uid).select_related("account", "organisation").first()
    if row is None or (key and not hmac.compare_digest(key.encode(), row.name_key.encode())):
        return render(request, "people/verify.html", {"is_unknown": True}, status=404)
    context = {
        "row": row, "title": words.title(row.what), "told": words.told(row), "with_name": bool(key),
        "name": str(row.account) if key and row.account else "", "day": words.day(row.issued_ms),
        "until": words.day(row.until_ms), "withdrawn": words.day(row.withdrawn_ms) if row.withdrawn_ms else "",
        "is_valid": is_valid(row.issued_ms, row.until_ms, row.withdrawn_ms, now_ms()),
    }  # fmt: skip
    answer = render(request, "people/verify.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _is_hasty(request: HttpRequest) -> bool:
    """Reading, too, is counted here: whoever tries numbers does nothing else."""
    return not ratelimit.consume(request, app="allauth.account", action="certificate_asked", limit_get=True)


def issuer_of(request: HttpRequest, organisation: Organisation) -> Issuer:
    """The organisation as its badges name it."""
    return Issuer(request.build_absolute_uri(reverse("badge_issuer", args=[organisation.uid])), organisation.name)


def _issuing(request: HttpRequest, org: str) -> Organisation:
    """One that has issued something: of others this page knows nothing."""
    found = Organisation.objects.filter(uid=org, certificate__isnull=False).distinct().first()
    if found is None or _is_hasty(request):
        raise Http404
    return found


@require_GET
def issuer(request: HttpRequest, org: str) -> HttpResponse:
    """The profile of Open Badges 3.0."""
    found = issuer_of(request, _issuing(request, org))
    return _public(
        JsonResponse(
            {
                "@context": CONTEXT,
                "id": found.id,
                "type": ["Profile"],
                "name": found.name,
                "jwksUri": f"{found.id}keys.json",
            }
        )
    )


@require_GET
def keys(request: HttpRequest, org: str) -> HttpResponse:
    """The public key, as JWK set."""
    organisation = _issuing(request, org)
    jwk = {**public_jwk(key_of(organisation).public_key()), "kid": "badge", "use": "sig", "alg": "EdDSA"}
    return _public(JsonResponse({"keys": [jwk]}))


@require_GET
def status(request: HttpRequest, org: str) -> HttpResponse:
    """Which places of the list were withdrawn, signed; it says nothing of whom they belong to."""
    organisation = _issuing(request, org)
    found = issuer_of(request, organisation)
    gone = Certificate.objects.filter(organisation=organisation, withdrawn_ms__isnull=False)
    address = request.build_absolute_uri(reverse("badge_status", args=[org]))
    payload = status_credential(found, address, list(gone.values_list("place", flat=True)), now_ms())
    made = signed(payload, key_of(organisation), f"{found.id}keys.json#badge")
    return _public(HttpResponse(made, content_type="application/vc+jwt"))


def _public(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = f"public, max-age={KEPT_S}"
    answer["Access-Control-Allow-Origin"] = "*"  # verifiers run in browsers elsewhere; nothing here is anybody's
    return answer
