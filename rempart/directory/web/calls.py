"""What operations of the API share: strict bodies, lists with a form, and the right each of them says it needs."""

import functools
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import ConfigDict, Field

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.terms.moment import rfc3339

Answer = Status[Any]
Item = TypeVar("Item")
Operation = TypeVar("Operation", bound=Callable[..., Any])
MOMENT_MAX = 2**53  # milliseconds; larger numbers are no moment, and not every reader of JSON can hold them

OWN = "Needs no right of its own: it shows, adds or ends what belongs to the caller."
NOTHING = "Needs no right."


class Sent(Schema):
    """A body. A field that is not named here is refused: nobody sets a column by guessing its name."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Listed(Schema, Generic[Item]):
    """`next` is what to send as `after` for the page that follows; null at the end."""

    items: list[Item]
    next: str | None


class Named(Sent):
    """A thing with a name."""

    name: str = Field(min_length=1, max_length=200)


def needs(*permissions: Permission, whole: bool = False) -> Callable[[Operation], Operation]:
    """Decorator, next below the router's: demands the rights, and says so in the description of the operation.

    `whole` = for the organisation as a whole; else which rows are in reach is for `fence.visible` and `fence.fetch`.
    """
    listed = ", ".join(f"`{one.value}`" for one in permissions)
    words = f"Needs {listed}{' for the whole organisation' if whole else ''}."

    def demands(request: HttpRequest) -> None:
        for one in permissions:
            (fence.demand_everywhere if whole else fence.demand)(request, one)

    return _said(words, demands)


def own(operation: Operation) -> Operation:
    """Decorator for what needs no right: it reaches the caller's own rows alone."""
    return _said(OWN, lambda request: None)(operation)


def _said(words: str, demands: Callable[[HttpRequest], None]) -> Callable[[Operation], Operation]:
    def dressed(operation: Operation) -> Operation:
        @functools.wraps(operation)
        def asked(request: HttpRequest, *args: Any, **values: Any) -> Any:
            demands(request)
            return operation(request, *args, **values)

        asked.__doc__ = f"{(operation.__doc__ or '').strip()}\n\n{words}"
        return cast(Operation, asked)

    return dressed


def moment(at_ms: int | None) -> str | None:
    """RFC 3339, or null."""
    return None if at_ms is None else rfc3339(at_ms)
