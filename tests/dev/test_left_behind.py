"""A test whose transactions are real leaves nothing to the next one, in tables of the ledger neither."""

import pytest
from django.db import connection

from tests.cast import make_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("left-behind")]


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_of_two_finds_an_empty_ledger_and_writes_into_it(time: str) -> None:
    assert _entries() == 0, time
    make_cast()
    assert _entries() > 0


def _entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry")
        return int(cursor.fetchone()[0])
