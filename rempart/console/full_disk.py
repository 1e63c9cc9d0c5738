"""A full disk: reading goes on, what could not be written is given back to the person, and nothing is lost."""

import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signals import got_request_exception
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from rempart.channel.full import is_disk_full, note_full

REMEMBERED_S = 20.0  # how long the banner stays after the last write that failed
RETRY_AFTER_S = 60
READING = ("GET", "HEAD", "OPTIONS")
NEVER_KEPT = (
    "csrfmiddlewaretoken",
    "password",
    "code",
    "secret",
    "token",
    "key",
)  # parts of names; typed again instead
SEEN = "_disk_is_full"

_last_failure_s = float("-inf")


def _note(sender: object, request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None and is_disk_full(sys.exc_info()[1]):
        _remember(request)


def _remember(request: HttpRequest) -> None:
    global _last_failure_s
    setattr(request, SEEN, True)
    _last_failure_s = time.monotonic()
    note_full(settings.STATE)


got_request_exception.connect(_note, dispatch_uid="rempart.full_disk")


def is_full() -> bool:
    """Did a write fail a moment ago? Every write is tried again, so this ends by itself."""
    return time.monotonic() - _last_failure_s < REMEMBERED_S


class FullDisk:
    """Middleware, outermost of those that write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; without what it wanted to write along the way, or with what was typed handed back."""
        response = self.get_response(request)
        if not getattr(request, SEEN, False):
            return response
        if request.method in READING:
            setattr(request, SEEN, False)
            response = self.get_response(request)  # Sessions now writes nothing
            if not getattr(request, SEEN, False):
                return response
        return _refused(request)


class Sessions(SessionMiddleware):
    """Django's own, where a page that was read does not fail because "seen at" cannot be kept."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Django calls every failed update an interrupted session; here it is told apart."""
        if request.method in READING and getattr(request, SEEN, None) is not None:
            request.session.modified = False  # the second try of FullDisk
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, DatabaseError) as failed:
            if not is_disk_full(failed):
                raise
            _remember(request)
            if request.method not in READING:
                return _refused(request)
            setattr(request, SEEN, False)
            request.session.modified = False
            return response


def _refused(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        answer: HttpResponse = JsonResponse({"error": "disk_full"}, status=503)
    else:
        kept = [(name, value) for name in request.POST if not _is_secret(name) for value in request.POST.getlist(name)]
        left = [name for name in request.POST if _is_secret(name) and name != NEVER_KEPT[0]] + list(request.FILES)
        context = {"kept": kept, "left": left, "state": settings.STATE, "section": "", "disk_full": False}
        answer = render(request, "console/disk_full.html", context, status=503)
    answer["Retry-After"] = str(RETRY_AFTER_S)
    return answer


def _is_secret(name: str) -> bool:
    return any(part in name.lower() for part in NEVER_KEPT)
