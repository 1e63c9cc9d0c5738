"""What every answer of the console carries: a strict content policy, no framing, no referrer to other sites."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SHUT = POLICY.replace("form-action 'self'", "form-action 'none'")


class SecurityHeaders:
    """Middleware. A view may not loosen the policy: what needs more is built differently. It may tighten it: no form, no
    referrer, when it says so itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        response = self.get_response(request)
        wished = response.get("Content-Security-Policy", "")
        response["Content-Security-Policy"] = SHUT if wished == "form-action 'none'" else POLICY
        response["X-Frame-Options"] = "DENY"
        if response.get("Referrer-Policy") != "no-referrer":
            response["Referrer-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.setdefault("Cache-Control", "no-store")
        return response
