"""A form that takes a file, refused before it is read when it is larger than it may be: not one byte is kept of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponseBase]
FORM_BYTES = 1024 * 1024  # what a form holds besides its file


def bounded(most: int, refuse: View) -> Callable[[View], View]:
    """Decorator, the outermost. `refuse(request, …)` answers without reading the body.

    The check of the form's token reads the whole body, so it must come after this one; it is done here, not left out.
    """

    def dressed(view: View) -> View:
        guarded = csrf_protect(view)

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if length_of(request) > most + FORM_BYTES:
                return refuse(request, *args, **named)
            return guarded(request, *args, **named)

        return csrf_exempt(checked)

    return dressed


def length_of(request: HttpRequest) -> int:
    """As announced; without a number nothing is read at all (WSGI)."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0
