"""Writes that were torn, and disks that are full: what is left is whole and a beginning, or the damage is named."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rempart.channel.full import is_disk_full
from rempart.ledger import recall, store
from rempart.ledger.stores import sqlite
from rempart.ledger.stores.connection import Connection
from rempart.ledger.stores.integrate import claim
from rempart.ledger.verify import verify
from tests.ledger.conftest import Ledger

PAGE = 4096
SQLITE_HEADER = 100  # a file cut below it is no database at all
Torn = Callable[[bytearray, random.Random], None]


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(SQLITE_HEADER, len(data)) :]


def half_a_page(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(1, len(data) // PAGE) * PAGE
    data[at + PAGE // 2 : at + PAGE] = bytes(PAGE // 2)


def an_older_half(data: bytearray, chance: random.Random) -> None:
    at, other = (chance.randrange(1, len(data) // PAGE) * PAGE for _ in "12")
    data[at : at + PAGE // 2] = data[other : other + PAGE // 2]


def noise(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(PAGE, len(data) - 64)
    data[at : at + 64] = chance.randbytes(64)


def everything(connection: Connection) -> list[bytes]:
    return list(store.final_bytes(connection, "acme", 0, 10_000))


def looked_at(file: Path, ledger: Ledger, whole: list[bytes]) -> str:
    """`named`, or `whole`: nothing is altered, and what is there is a beginning of what was."""
    torn = None
    try:
        torn = sqlite.connect(file)
        found = verify(torn, "acme", ledger.keys.verifier("acme"))
        recall.check(torn, ledger.state, ledger.keys)
        left = everything(torn)
    except (sqlite3.DatabaseError, recall.RolledBack):
        return "named"
    finally:
        if torn is not None:
            torn.close()
    if not found.ok:
        assert found.reason
        return "named"
    assert left == whole  # `recall` lets nothing through that lacks a signed entry
    return "whole"


@pytest.fixture
def filled(file_ledger: Ledger) -> Ledger:
    for _ in range(6):
        file_ledger.fill(100)
    recall.keep(file_ledger.connection, file_ledger.state, file_ledger.epoch)
    return file_ledger


@pytest.mark.parametrize("tear", [cut, half_a_page, an_older_half, noise], ids=lambda tear: tear.__name__)
def test_a_torn_database_file(filled: Ledger, tmp_path: Path, tear: Torn) -> None:
    filled.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole, answers = everything(filled.connection), []
    for seed in range(12):
        file = tmp_path / f"torn-{seed}.sqlite3"
        data = bytearray((tmp_path / "rempart.sqlite3").read_bytes())
        tear(data, random.Random(seed))
        file.write_bytes(data)
        answers.append(looked_at(file, filled, whole))
    assert "named" in answers


@pytest.mark.parametrize("seed", range(8))
def test_a_torn_write_ahead_log(filled: Ledger, tmp_path: Path, seed: int) -> None:
    chance, whole = random.Random(seed), everything(filled.connection)
    file = tmp_path / "torn.sqlite3"
    shutil.copy(tmp_path / "rempart.sqlite3", file)
    data = bytearray((tmp_path / "rempart.sqlite3-wal").read_bytes())
    at = chance.randrange(len(data) // 8, len(data) - 1)
    data[at:] = chance.randbytes(64) if seed % 2 else b""
    Path(f"{file}-wal").write_bytes(data)
    looked_at(file, filled, whole)
    torn = sqlite.connect(file)
    try:
        left = everything(torn)
    except sqlite3.DatabaseError:
        left = []  # not even its tables were on the disk yet
    torn.close()
    assert left == whole[: len(left)]  # with or without its last commits, never with holes


def room(connection: sqlite3.Connection, pages: int) -> None:
    """The file may grow by so many pages."""
    (count,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={count + pages}")


def test_a_disk_that_is_full_at_any_moment(filled: Ledger) -> None:
    """With every number of pages left, appending or giving places stops somewhere else; nothing acknowledged is lost."""
    connection = filled.connection
    assert isinstance(connection, sqlite3.Connection)
    before, numbers, refused = everything(connection), list(range(100)) * 6, 0
    for pages in range(0, 60, 3):
        room(connection, pages)
        for number in range(1_000 + pages * 100, 1_000 + pages * 100 + 60, 20):
            try:
                filled.append(*(filled.entry(each) for each in range(number, number + 20)))
                numbers += range(number, number + 20)
                filled.integrate()
            except sqlite3.OperationalError as trouble:
                refused += is_disk_full(trouble)
        assert filled.verify().ok
    assert refused > 0
    room(connection, 10_000)
    while filled.integrate():
        pass
    found = filled.verify()
    assert (found.ok, found.signed) == (True, found.size)
    left = [each.entry.body["number"] for each in store.read_after(connection, "acme", limit=10_000)]
    assert left == numbers
    assert everything(connection)[: len(before)] == before


def test_a_disk_that_is_full_when_it_signs(filled: Ledger) -> None:
    """The head is stored and its note is not: nobody was shown anything, and the next pass signs that head."""
    filled.append(filled.entry(1))
    filled.connection.execute(
        "CREATE TRIGGER full BEFORE UPDATE OF note ON ledger_head BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    )
    with pytest.raises(sqlite3.DatabaseError, match="full"):
        filled.integrate()
    assert (filled.verify().ok, filled.verify().signed, filled.verify().size) == (True, 600, 601)
    filled.connection.execute("DROP TRIGGER full")
    filled.integrate()
    assert filled.verify().signed == 601


def test_a_second_writer_with_an_old_epoch_signs_nothing(ledger: Ledger) -> None:
    ledger.fill(3)
    newer = claim(ledger.another())
    ledger.append(ledger.entry(3))
    with pytest.raises(store.Overtaken, match=f"integrator {newer} has taken over"):
        ledger.integrate()
    found = ledger.verify()
    assert (found.ok, found.size) == (True, 3)
