"""A call with an `Idempotency-Key` is carried out once: its answer is kept in the transaction of its change."""

import functools
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from ninja import Status
from ninja.errors import HttpError
from ninja.responses import NinjaJSONEncoder

from rempart.directory.actions.answer_once import AnotherCall, Kept, answer_once
from rempart.directory.store.tokens import ApiToken

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{1,64}").fullmatch

Operation = TypeVar("Operation", bound=Callable[..., Any])


def idempotent(operation: Operation) -> Operation:
    """Decorator, below the router's own, of an operation that writes. It returns a Status, and no secret."""

    @functools.wraps(operation)
    def once(request: HttpRequest, *args: Any, **values: Any) -> Any:
        key = request.headers.get(HEADER)
        if key is None:
            return operation(request, *args, **values)
        if not _KEY(key):
            raise HttpError(400, f"{HEADER} is 1 to 64 visible ASCII characters.")
        return _once(request, key, lambda: operation(request, *args, **values))

    return cast(Operation, once)


def _once(request: HttpRequest, key: str, call: Callable[[], Status[Any]]) -> HttpResponse:
    token: ApiToken = request.api_token  # type: ignore[attr-defined]
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()

    def kept() -> Kept:
        answer = call()
        return Kept(answer.status_code, json.dumps(answer.value, cls=NinjaJSONEncoder))

    try:
        answer, _ = answer_once(token, key, asked, kept)
    except AnotherCall as other:
        raise HttpError(422, f"This {HEADER} was used for another call; choose a new one.") from other
    return HttpResponse(answer.body, status=answer.status, content_type="application/json; charset=utf-8")
