"""The HTTP API: each area's `web/api.py` is found by name; every call needs a token, every error is RFC 9457."""

import importlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.throttling import AuthRateThrottle

from rempart import __version__
from rempart.console.api_errors import PROBLEM
from rempart.console.api_parser import StrictParser
from rempart.directory.store.tokens import ApiToken
from rempart.directory.web.bearer import Bearer
from rempart.registry.discover import parts

PACE = "600/m"  # of one token; measuring and judging have limits of their own

ERRORS = {
    400: "The call cannot be read.",
    401: "No valid token.",
    403: "The account or the token lacks the right.",
    404: "Nothing here that this token may see.",
    409: "The present state does not allow it; the title says why.",
    415: "The body is not said to be JSON.",
    422: "The call does not have the asked form, or says something that cannot be.",
    429: "Too many calls.",
}


class OwnPace(AuthRateThrottle):
    """Counted by the token itself; its name, which ninja would take, somebody else's token may have as well."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """One counter for each token."""
        token: ApiToken = request.auth  # type: ignore[attr-defined]
        return str(self.cache_format % {"scope": self.scope, "ident": token.uid})


class Described(NinjaAPI):
    """Adds to each operation the errors that any of them may answer with."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """The description of the API."""
        schema = super().get_openapi_schema(**more)
        schema["components"].setdefault("schemas", {})["Problem"] = _PROBLEM_FORM
        form = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        for verbs in schema["paths"].values():
            for operation in verbs.values():
                for status, words in ERRORS.items():
                    operation["responses"].setdefault(status, {"description": words, **form})
        return schema


_PROBLEM_FORM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"at": {"type": "array", "items": {"type": "string"}}, "reason": {"type": "string"}},
            },
        },
    },
}

api = Described(
    title="Rempart",
    version=__version__,
    description=(
        "Everything the console shows and does. Send `Authorization: Bearer TOKEN`; a token is made on the page "
        "*Tokens*. Repeat a write safely with `Idempotency-Key`. Times are RFC 3339 in UTC; lists are paged by `after`."
    ),
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
    parser=StrictParser(),
    throttle=[OwnPace(PACE)],
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
    if isinstance(trouble.__cause__, HttpError):  # of the parser; ninja makes a 400 of everything it raises
        trouble = trouble.__cause__
    elif isinstance(trouble.__cause__, ValueError) and trouble.status_code == 400:
        return _problem(request, 400, f"The body cannot be read: {trouble.__cause__}.")
    return _problem(request, trouble.status_code, str(trouble))
