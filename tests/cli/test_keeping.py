"""`rempart ledger prune | rebuild | rotate-master` on a real data folder."""

import contextlib
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rempart.channel.place import database
from rempart.daemon import lock
from rempart.ledger import commitment, person_keys_master, store
from rempart.ledger.entry import Entry
from rempart.ledger.stores import sqlite
from rempart.terms.scope import Subject
from tests.cli.test_ledger import Run, data, run

__all__ = ["data", "run"]
TOMORROW = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"


def test_the_oldest_entries_move_into_an_archive(run: Run, data: Path, tmp_path: Path) -> None:
    code, out, err = run("prune", "--log", "acme", "--before", TOMORROW, tmp_path / "archive", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"log": "acme", "withheld": 256, "moved": 256}
    code, out, _ = run("verify")
    assert code == 0
    assert "acme: whole, 301 entries, 301 of them under a signed checkpoint. Entries 0 to 255 are withheld" in out
    code, out, err = run("prune", "--log", "acme", "--before", TOMORROW, tmp_path / "archive")
    assert code == 2
    assert "nothing to let go of" in err
    assert run("verify", tmp_path / "archive")[0] == 0


def test_nothing_is_that_old(run: Run, data: Path, tmp_path: Path) -> None:
    code, _, err = run("prune", "--log", "acme", "--before", "2001-01-01", tmp_path / "archive")
    assert (code, "nothing to let go of" in err) == (2, True)
    code, _, err = run("prune", "--log", "acme", "--before", "yesterday", tmp_path / "archive")
    assert (code, "no day" in err) == (2, True)


def test_the_index_is_made_again(run: Run, data: Path, tmp_path: Path) -> None:
    with sqlite3.connect(database(data)) as connection:
        connection.execute("DELETE FROM ledger_node")
        connection.execute("UPDATE ledger_entry SET kind = 'x.y.z'")
    assert run("verify")[0] == 1
    code, out, err = run("rebuild", "--from-own-bundles", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"logs": 2, "entries": 600, "waiting": 0}
    assert run("verify")[0] == 0


def test_from_exports_elsewhere(run: Run, data: Path, tmp_path: Path) -> None:
    for log in ("acme", "installation"):
        assert run("export", "--log", log, tmp_path / log)[0] == 0
    with sqlite3.connect(database(data)) as connection:
        for table in ("ledger_entry", "ledger_place", "ledger_node", "ledger_head"):
            connection.execute(f"DELETE FROM {table}")
    assert run("rebuild", tmp_path / "acme", tmp_path / "installation")[0] == 0
    assert run("verify")[0] == 0


def test_a_running_installation_is_left_alone(run: Run, data: Path) -> None:
    with lock.hold(data):
        code, _, err = run("rebuild", "--from-own-bundles")
    assert (code, "already runs" in err) == (2, True)
    assert run("rebuild")[0] == 2


def test_the_master_is_rotated_and_the_old_one_retired(run: Run, data: Path) -> None:
    kms = person_keys_master.FileKms(data)
    connection = sqlite.connect(database(data))
    with store.writing(connection):
        made = commitment.seal(connection, "ada", "contact", {"note": "x"}, kms)
    old = kms.id()
    code, out, _ = run("rotate-master", "--retire", "--json")
    assert (code, json.loads(out)) == (0, {"wrapped": 1, "unreadable": 0, "retired": 0})  # for thirty days it stays
    assert person_keys_master.FileKms(data).id() != old
    assert commitment.unseal(connection, made, person_keys_master.FileKms(data)) == {"note": "x"}
    connection.close()


def test_where_nothing_is_recorded_nothing_is_made(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    monkeypatch.setenv("REMPART_DATA", str(empty))
    for words in (
        ["prune", "--before", TOMORROW, tmp_path / "a"],
        ["rebuild", "--from-own-bundles"],
        ["rotate-master"],
    ):
        code, _, err = run(*words)
        assert (code, "No ledger in" in err) == (2, True)
    assert list(empty.iterdir()) == []


def test_a_log_that_follows_another_belongs_to_the_same_organisation(run: Run, data: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite.connect(database(data))) as connection:
        with store.writing(connection):
            connection.execute("INSERT INTO ledger_successor VALUES ('acme', 'acme.2', 301, 301, '')")
            happened = [Entry("a.b.happened", "acme", Subject("site", "s1"), n, "system", {}) for n in range(300)]
            store.append(connection, happened)
        code, _, err = run("prune", "--log", "acme.2", "--before", TOMORROW, tmp_path / "archive")
        assert (code, err) == (0, "")
        (said,) = store.read_after(connection, "acme.2", kinds=["ledger.prefix.withheld"])
        assert said.entry.org == "acme"
