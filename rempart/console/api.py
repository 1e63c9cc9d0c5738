"""The HTTP API: each area's `web/api.py` is found by name; every call needs a token, every error is RFC 9457."""

import importlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.throttling import AuthRateThrottle

from rempart import __version__
from rempart.directory.web.bearer import Bearer
from rempart.registry.discover import parts

PACE = "600/m"  # of one token; measuring and judging have limits of their own
PROBLEM = "application/problem+json"

api = NinjaAPI(
    title="Rempart",
    version=__version__,
    description=(
        "Everything the console shows and does. Send `Authorization: Bearer TOKEN`; a token is made on the page "
        "*Tokens*. Repeat a write safely with `Idempotency-Key`. Times are RFC 3339 in UTC; lists are paged by `after`."
    ),
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
    throttle=[AuthRateThrottle(PACE)],
)
for _module in parts("rempart", "web.api"):
    api.add_router("", importlib.import_module(_module).router)


def _problem(request: HttpRequest, status: int, title: str, **more: Any) -> HttpResponse:
    answer = api.create_response(request, {"title": title, "status": status, **more}, status=status)
    answer["Content-Type"] = PROBLEM
    return answer


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, trouble: Any) -> HttpResponse:
    answer = _problem(request, 401, "This needs a valid token: Authorization: Bearer TOKEN.")
    answer["WWW-Authenticate"] = 'Bearer realm="rempart"'
    return answer


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, trouble: Any) -> HttpResponse:
    return _problem(request, 403, "The token's account, or the token, lacks the right to do this.")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, trouble: Any) -> HttpResponse:
    return _problem(request, 404, "There is nothing here that this token may see.")


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, trouble: ValidationError) -> HttpResponse:
    faults = [{"at": [str(step) for step in one["loc"]], "reason": one["msg"]} for one in trouble.errors]
    return _problem(request, 422, "The call does not have the form that the API asks for.", faults=faults)


@api.exception_handler(Throttled)
def _hasty(request: HttpRequest, trouble: Throttled) -> HttpResponse:
    answer = _problem(request, 429, f"More than {PACE} calls; wait.")
    answer["Retry-After"] = str(trouble.wait or 1)
    return answer


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, trouble: HttpError) -> HttpResponse:
    return _problem(request, trouble.status_code, str(trouble))
