"""What every answer of the console carries: a strict content policy, no framing, no referrer to other sites."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rempart.design.policy import STRICT, policy_of

POLICY = STRICT


class SecurityHeaders:
    """Middleware. A view may not loosen the policy: what needs more is built differently (rempart/design/policy.py). It may
    tell no referrer at all, when it says so itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        response = self.get_response(request)
        policy = policy_of(response)
        response["Content-Security-Policy"] = policy.text
        if not policy.is_sandboxed:
            response["X-Frame-Options"] = "DENY"
        if response.get("Referrer-Policy") != "no-referrer":
            response["Referrer-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.setdefault("Cache-Control", "no-store")
        return response
