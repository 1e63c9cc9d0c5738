"""The language of a page: the account's choice, else the one picked on this browser, else what the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "rempart_language"


def chosen(request: HttpRequest) -> str:
    """A code of settings.LANGUAGES."""
    known = dict(settings.LANGUAGES)
    wish = request.COOKIES.get(COOKIE, "")
    return wish if wish in known else translation.get_language_from_request(request)


class ChosenLanguage:
    """Middleware: activates the language for the time of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate, answer, and say which language it was."""
        with translation.override(chosen(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.setdefault("Content-Language", translation.get_language() or "en")
        response.headers.setdefault("Vary", "Accept-Language, Cookie")
        return response
