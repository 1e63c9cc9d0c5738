"""Step-up: before a dangerous action the person shows again, and freshly, that they are who they are."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def step_up(view: View) -> View:
    """Decorator for a view (below `login_required`): sends to a fresh sign-in when the last one is too old."""
    wrapped: Any = reauthentication_required(view)
    return cast(View, wrapped)
