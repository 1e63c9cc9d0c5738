"""Who has left or was erased is gone from the file too: freed pages are zeroed, and the write-ahead log is emptied."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Account, Membership
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Captured = Callable[..., Any]


def test_nothing_freed_stays_readable_from_the_first_write_on() -> None:
    """SQLite zeroes freed pages; on a server the keys' table can be written anew, which `forget_traces` asks for."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone() == (1,)
        else:
            cursor.execute(
                "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE relname = 'ledger_person_key'"
            )
            assert cursor.fetchone() == (True,)


def test_a_closed_account_leaves_no_trace(cast_: Cast, django_capture_on_commit_callbacks: Captured) -> None:
    with django_capture_on_commit_callbacks() as after:
        remove_member(cast_.alice, Membership.objects.get(account=cast_.bob))
    assert "_afterwards" in {one.__name__ for one in after}
    assert Account.objects.get(pk=cast_.bob.pk).name == ""


def test_an_erased_person_leaves_no_trace(cast_: Cast, django_capture_on_commit_callbacks: Captured) -> None:
    (person,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Ada", "ada@lavande.example")])
    with django_capture_on_commit_callbacks() as after:
        erase_person(cast_.alice, person)
    assert "_afterwards" in {one.__name__ for one in after}
