"""Each request has an id, which stands in the answer and in every line that it causes in the log."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rempart.channel.logs import request_id

HEADER = "X-Request-Id"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}").fullmatch  # a proxy's own id is kept; anything else could forge log lines

log = logging.getLogger("rempart.request")


class NumberedRequests:
    """Middleware, the outermost. Logs method, route, status and time; never the address, which may hold a secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say how long it took."""
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN(given) else secrets.token_hex(8)
        token = request_id.set(number)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response[HEADER] = number
            match = request.resolver_match
            took = round((time.monotonic() - started) * 1000)
            said = {
                "method": request.method,
                "route": match.route if match else "",
                "status": response.status_code,
                "took_ms": took,
            }
            log.info("answered", extra=said)
            return response
        finally:
            request_id.reset(token)
