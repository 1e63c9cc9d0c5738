"""A state folder with its database."""

from pathlib import Path

import pytest

from rempart.channel import desired
from rempart.channel.place import database
from rempart.ledger.stores import sqlite as store


@pytest.fixture
def state(tmp_path: Path) -> Path:
    connection = store.connect(database(tmp_path))
    with store.writing(connection):
        store.create(connection)
        desired.create(connection)
    connection.close()
    return tmp_path
