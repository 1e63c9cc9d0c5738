"""A ledger on a real file and on a real server, with its key: every test that asks for `ledger` runs on both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rempart.ledger import keys, person_keys_master, store
from rempart.ledger.entry import Entry
from rempart.ledger.keys import Keys
from rempart.ledger.store import Connection
from rempart.ledger.stores import sqlite
from rempart.ledger.verify import Finding, verify
from rempart.terms.scope import Subject
from tests.servers import postgres


@dataclass
class Ledger:
    """The store, and short words for what tests do with it."""

    state: Path
    connection: Connection
    keys: Keys
    epoch: int
    another: Callable[[], Connection]  # a second connection to the same ledger
    address: str = field(default="")

    def entry(self, number: int, **other: Any) -> Entry:
        fields: dict[str, Any] = {
            "kind": "fact.site.recorded", "org": "acme", "subject": Subject("site", f"s{number % 3}"),
            "at_ms": 1_000 + number, "actor": "system:test", "body": {"number": number},
        }  # fmt: skip
        return Entry(**{**fields, **other})

    def append(self, *entries: Entry) -> list[int]:
        with store.writing(self.connection):
            return store.append(self.connection, entries)

    def fill(self, count: int, **other: Any) -> None:
        """So many entries in their places."""
        self.append(*(self.entry(number, **other) for number in range(count)))
        while self.integrate():
            pass

    def integrate(self, **other: Any) -> int:
        return store.integrate(self.connection, self.keys, **{"epoch": self.epoch, **other})

    def verify(self, log: str = "acme") -> Finding:
        return verify(self.connection, log, self.keys.verifier(log))


@pytest.fixture(scope="session")
def postgres_address(worker_id: str) -> str:
    """A database of this worker's own."""
    return postgres.address(f"ledger_{worker_id}")


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """On either store."""
    if request.param == "sqlite":
        yield from made(tmp_path, lambda: sqlite.connect(tmp_path / "rempart.sqlite3"))
    else:
        yield from on_postgres(tmp_path, request.getfixturevalue("postgres_address"))


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    """For what only a file can show."""
    yield from made(tmp_path, lambda: sqlite.connect(tmp_path / "rempart.sqlite3"))


@pytest.fixture
def server_ledger(tmp_path: Path, postgres_address: str) -> Iterator[Ledger]:
    """For what only a server can show."""
    yield from on_postgres(tmp_path, postgres_address)


def on_postgres(state: Path, address: str) -> Iterator[Ledger]:
    from rempart.ledger.stores.postgres import connect as to_server

    postgres.empty(address)
    yield from made(state, lambda: to_server(address), address)


def made(state: Path, another: Callable[[], Connection], address: str = "") -> Iterator[Ledger]:
    opened = [another()]
    with store.writing(opened[0]):
        store.create(opened[0])

    def one_more() -> Connection:
        opened.append(another())
        return opened[-1]

    before = person_keys_master._provider[:]
    person_keys_master.use(lambda: person_keys_master.FileKms(state))
    yield Ledger(state, opened[0], keys.load_or_create(state), store.claim(opened[0]), one_more, address)
    person_keys_master._provider[:] = before
    for connection in opened:
        connection.close()
