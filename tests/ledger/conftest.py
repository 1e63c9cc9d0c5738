"""A ledger on a real file, with its key."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from rempart.ledger import keys
from rempart.ledger.entry import Entry
from rempart.ledger.keys import Keys
from rempart.ledger.stores import sqlite as store
from rempart.ledger.verify import Finding, verify
from rempart.terms.scope import Subject


@dataclass
class Ledger:
    """The store, and short words for what tests do with it."""

    state: Path
    connection: Connection
    keys: Keys
    epoch: int = field(default=0)

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


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    connection = store.connect(tmp_path / "rempart.sqlite3")
    with store.writing(connection):
        store.create(connection)
    yield Ledger(tmp_path, connection, keys.load_or_create(tmp_path), store.claim(connection))
    connection.close()
