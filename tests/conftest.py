"""Fixtures that every part of the tests may use."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth.signals import user_logged_in
from django.contrib.contenttypes.management import create_contenttypes
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.http import HttpRequest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from rempart.directory.store.models import Account
from rempart.ledger.stores import tables, tables_witness
from tests.cast import Cast, make_cast
from tests.servers.wordpress import any_wordpress, wordpress, wordpress_mariadb

__all__ = ["any_wordpress", "cast_", "wordpress", "wordpress_mariadb"]

LEDGER = (*(name for name in tables.TABLES if name != "ledger_epoch"), *tables_witness.TABLES)
OTHER_LANGUAGES = {"fr", "zh-hans", "zh"}

# A busy machine is no fault of what is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
expect.set_options(timeout=30_000)  # ms; a page that is right is so at once, one that is wrong stays so

# Django's own lists of models and rights, which nothing here reads, are not written anew after each test that commits.
post_migrate.disconnect(create_contenttypes)
post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


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


@pytest.fixture
def one_connection() -> Iterator[None]:
    """As Django's own test client does: a request must not close the connection that the test's transaction is on."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


def pytest_configure(config: pytest.Config) -> None:
    """The pages speak three languages only once their catalogues are compiled; once, before the workers start."""
    if not hasattr(config, "workerinput"):
        script = Path(__file__).resolve().parent.parent / "dev" / "messages.py"
        subprocess.run([sys.executable, str(script), "--compile"], check=True, stdout=subprocess.DEVNULL)


def touches_database(item: pytest.Item) -> bool:
    """By its fixtures and marks, never by a list; a browser needs no second round on another database.

    Nor does a page in a second language: its questions to the database are the same.
    """
    if item.get_closest_marker("database") is not None:
        return True
    if any(item.get_closest_marker(name) is not None for name in ("file", "once")) or speaks_again(item):
        return False
    used = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return bool(used or marked) and item.get_closest_marker("slow") is None


def speaks_again(item: pytest.Item) -> bool:
    """The same test once more, in another language than English."""
    chosen = getattr(getattr(item, "callspec", None), "params", {})
    return any(isinstance(one, str) and one in OTHER_LANGUAGES for one in chosen.values())


def starts_for_its_file(item: pytest.Item) -> bool:
    """Something slow to start that the tests of one file share: on two workers it would be started twice."""
    known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    shared = any(found[-1].scope == "module" for found in known.values() if found)
    return shared and item.get_closest_marker("slow") is not None


def leaves_rows(item: pytest.Item) -> bool:
    """Its transactions are real. pytest-django puts these behind the tests that are rolled back, and there they stay."""
    marked = item.get_closest_marker("django_db")
    return bool(marked and marked.kwargs.get("transaction")) or not {"transactional_db", "live_server"}.isdisjoint(
        getattr(item, "fixturenames", ())
    )


@pytest.fixture(autouse=True)
def _ledger_is_left_empty(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django empties the tables of its models after a test whose transactions were real; those of the ledger are ours to empty."""
    if not leaves_rows(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")  # so that this comes before the connection is closed
    yield
    with connection.cursor() as cursor:
        for name in LEDGER:
            cursor.execute(f"DELETE FROM {name}")


@pytest.hookimpl(tryfirst=True, specname="pytest_collection_modifyitems")
def pytest_collection_modifyitems_first(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What starts a server or a browser comes first, so that no worker is alone with it at the end."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        if starts_for_its_file(item) and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    items.sort(key=lambda item: item.get_closest_marker("slow") is None or leaves_rows(item))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Selects for a round on PostgreSQL, and keeps groups together."""
    if os.environ.get("REMPART_TEST_DATABASE") == "postgres":
        config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
        items[:] = [item for item in items if touches_database(item)]
    if getattr(config.option, "loadgroup", False):
        keep_groups(items)


def keep_groups(items: list[pytest.Item]) -> None:
    """pytest-xdist 3.8 names them in a field that pytest 9.2 no longer reads (its issue 1386)."""
    for item in items:
        named = getattr(item, "_nodeid", item.nodeid)
        if named != item.nodeid and hasattr(item, "_id"):
            item._id = type(item._id).parse(named)
