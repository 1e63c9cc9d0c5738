"""A state folder with its database."""

from pathlib import Path

import pytest

from rempart.channel import desired
from rempart.channel.place import database
from rempart.ledger.stores import sqlite as store


def prepared(folder: Path) -> Path:
    """The folder with an empty ledger in it."""
    connection = store.connect(database(folder))
    with store.writing(connection):
        store.create(connection)
        desired.create(connection)
    connection.close()
    return folder


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return prepared(tmp_path)
