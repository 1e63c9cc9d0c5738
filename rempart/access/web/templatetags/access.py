"""What the pages of signing in ask: is a second factor due, can this address have passkeys?"""

from typing import Any

from django import template
from django.http import HttpRequest

from rempart.access.web.factors import can_use_passkeys
from rempart.access.web.second_factor import is_due
from rempart.directory.store.models import Account

register = template.Library()


@register.filter
def factor_is_due(user: Any) -> bool:
    """Nothing else opens before one is set up."""
    return isinstance(user, Account) and is_due(user)


@register.filter
def passkeys_possible(request: HttpRequest) -> bool:
    """By name, not by a bare address."""
    return can_use_passkeys(request.get_host())
