"""A state folder with its database: the file, and a server that the folder names."""

from pathlib import Path

import pytest

from rempart.channel import database, desired, origins
from rempart.ledger import store
from tests.servers import postgres


def prepared(folder: Path) -> Path:
    """The folder with an empty ledger in its database."""
    connection = database.connect(folder)
    with store.writing(connection):
        store.create(connection)
        desired.create(connection)
        for origin in ("guard", "guard-1", "guard-2"):
            origins.allow(connection, origin, ["acme"], ["test.*", "guard.*"])
    connection.close()
    return folder


def named(folder: Path, address: str) -> Path:
    """The folder says where its server is, as an operator writes it down."""
    said = folder / database.ADDRESS_FILE
    said.touch(mode=0o600)
    said.write_text(address, "utf-8")
    return folder


@pytest.fixture
def server_state(tmp_path: Path, worker_id: str) -> Path:
    """On PostgreSQL."""
    address = postgres.address(f"channel_{worker_id}")
    postgres.empty(address)
    return prepared(named(tmp_path, address))


@pytest.fixture
def file_state(tmp_path: Path) -> Path:
    """On SQLite."""
    return prepared(tmp_path)


@pytest.fixture(params=["file_state", "server_state"])
def state(request: pytest.FixtureRequest) -> Path:
    """Both in turn."""
    folder: Path = request.getfixturevalue(request.param)
    return folder
