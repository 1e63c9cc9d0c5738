"""Fixtures that every part of the tests may use."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from rempart.directory.store.models import Account
from tests.cast import Cast, make_cast
from tests.servers.wordpress import any_wordpress, wordpress, wordpress_mariadb

__all__ = ["any_wordpress", "cast_", "wordpress", "wordpress_mariadb"]


@receiver(user_logged_in)
def came_with_both_factors(request: HttpRequest, user: Account, **_: object) -> None:
    """`client.force_login` stands for somebody who has just signed in with password and second factor."""
    if "REQUEST_METHOD" not in request.META:  # no real request: force_login makes an empty one
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        request.session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)


@pytest.fixture
def cast_(db: None) -> Cast:
    """Alice, Bob and Charlie with their organisations."""
    return make_cast()


def pytest_configure(config: pytest.Config) -> None:
    """The pages speak three languages only once their catalogues are compiled; once, before the workers start."""
    if not hasattr(config, "workerinput"):
        script = Path(__file__).resolve().parent.parent / "dev" / "messages.py"
        subprocess.run([sys.executable, str(script), "--compile"], check=True, stdout=subprocess.DEVNULL)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps groups together: pytest-xdist 3.8 names them in a field that pytest 9.2 no longer reads (its issue 1386)."""
    if getattr(config.option, "loadgroup", False):
        for item in items:
            named = getattr(item, "_nodeid", item.nodeid)
            if named != item.nodeid and hasattr(item, "_id"):
                item._id = type(item._id).parse(named)
