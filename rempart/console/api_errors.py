"""Under /api/ every refusal is RFC 9457, also those that never reach an operation: a wrong address, a wrong verb."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

PROBLEM = "application/problem+json"
ROOT = "/api/"


class ProblemsOnly:
    """Middleware: pages for people become documents for programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; status and headers such as Allow stay."""
        response = self.get_response(request)
        status = response.status_code
        if request.path.startswith(ROOT) and status >= 400 and "json" not in response.get("Content-Type", ""):
            response.content = json.dumps({"title": HTTPStatus(status).phrase, "status": status}).encode()
            response["Content-Type"] = PROBLEM
            response.headers.pop("Content-Language", None)
        return response
