"""Answers of the SCIM server: resources, lists, and errors by the table of RFC 7644, 3.12."""

import json
from typing import Any

from django.http import HttpResponse
from pydantic import ValidationError
from scim2_models import Error, SCIMException

TYPE = "application/scim+json"
RETRY_S = 30  # what a caller waits who asked too often


class ScimFault(Exception):
    """An answer other than the one asked for; `kind` is the scimType, empty where the table has none."""

    def __init__(self, status: int, detail: str, kind: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind
        self.headers = headers or {}


def plain(document: dict[str, Any] | None, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """A document, or nothing."""
    body = b"" if document is None else json.dumps(document, ensure_ascii=False).encode()
    response = HttpResponse(body, status=status, content_type=TYPE)
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def refused(fault: ScimFault) -> HttpResponse:
    """The error as the caller reads it."""
    return plain(error_document(fault), fault.status, fault.headers)


def error_document(fault: ScimFault) -> dict[str, Any]:
    """The body of an error."""
    return Error(status=fault.status, scim_type=fault.kind or None, detail=fault.detail).model_dump()


def from_models(bad: ValidationError | SCIMException) -> ScimFault:
    """What the forms refused; a value that was sent is never repeated, it may be somebody's name."""
    if isinstance(bad, SCIMException):
        return ScimFault(bad.status, bad.detail, bad.scim_type)
    error = Error.from_validation_errors(bad.errors(include_input=False, include_url=False))[0]
    return ScimFault(error.status or 400, error.detail or "", error.scim_type or "")
