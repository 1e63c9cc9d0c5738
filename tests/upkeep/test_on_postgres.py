"""Backup, restore, the way back of an upgrade and the support bundle where PostgreSQL holds the data."""

import contextlib
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from rempart.channel import database
from rempart.ledger import keys, recall
from rempart.ledger.verify import verify
from tests.servers import postgres
from tests.upkeep.test_move import Place

pytestmark = pytest.mark.slow

OLDER = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", "lifecycle", "zero", verbosity=0)
"""
PEOPLE = "SELECT count(*) FROM directory_person"
KEYS = "SELECT count(*) FROM ledger_person_key"


def installed(state: Path, name: str) -> Place:
    """A furnished installation whose data a server holds."""
    where = postgres.address(name)
    postgres.empty(where)
    state.mkdir(mode=0o700)
    named = state / database.ADDRESS_FILE
    named.touch(mode=0o600)
    named.write_text(where)
    place = Place(state)
    place.furnish(0)
    return place


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Place:
    """Made once, and never touched: each test has a copy of its folder and of its database."""
    return installed(tmp_path_factory.mktemp("furnished") / "data", f"furnished_{worker_id}")


@pytest.fixture
def place(furnished: Place, tmp_path: Path, worker_id: str) -> Place:
    shutil.copytree(furnished.state, tmp_path / "data")
    named = tmp_path / "data" / database.ADDRESS_FILE
    named.write_text(postgres.copied(f"upkeep_{worker_id}", f"furnished_{worker_id}"))
    return Place(tmp_path / "data")


def said(place: Place, *words: str) -> dict[str, object]:
    code, out, trouble = place.run("-m", "rempart", *words, "--json")
    assert code == 0, trouble + out
    document: dict[str, object] = json.loads(out)
    return document


def one(place: Place, query: str) -> object:
    with place.opened() as connection:
        return connection.execute(query).fetchone()[0]


def count(file: Path, query: str) -> object:
    with contextlib.closing(sqlite3.connect(file)) as copy:
        return copy.execute(query).fetchone()[0]


def test_a_backup_comes_back_and_onto_another_machine(place: Place, tmp_path: Path) -> None:
    people, person_keys, heads = one(place, PEOPLE), one(place, KEYS), place.heads()
    made = said(place, "backup")
    data, seals = Path(str(made["data"])), Path(str(made["keys"]))
    copy = data / "rempart.sqlite3"
    assert count(copy, PEOPLE) == people
    assert count(copy, KEYS) == 0
    assert count(copy, "SELECT count(*) FROM django_session") == 0
    assert count(seals / "person-keys.sqlite3", KEYS) == person_keys
    assert not list(data.glob("*-wal"))

    place.furnish(1_000)
    code, _, trouble = place.run("-m", "rempart", "restore", str(data))
    assert code == 2  # what is newer is not lost unasked
    assert "newer" in trouble
    done = said(place, "restore", str(data), "--keys", str(seals), "--replace")
    assert "already signed" in str(done["rolled_back"])
    assert (one(place, PEOPLE), place.heads()) == (people, heads)
    assert one(place, KEYS) == 2 * int(str(person_keys))  # what this machine knows of its people, it keeps
    assert one(place, "SELECT count(*) FROM django_session") == 0
    kept = Path(str(done["kept"])) / "rempart.sqlite3"
    assert count(kept, PEOPLE) == 2 * int(str(people))
    said(place, "restore", "--back")
    assert one(place, PEOPLE) == 2 * int(str(people))
    assert place.run("-m", "rempart", "ledger", "verify")[0] == 0
    place.furnish(2_000)  # new rows get numbers of their own

    there = Place(tmp_path / "there")  # a folder of its own, in SQLite
    there.state.mkdir(mode=0o700)
    done = said(there, "restore", str(data), "--keys", str(seals))
    assert (one(there, PEOPLE), there.heads()) == (people, heads)
    assert (there.state / recall.RESTORED).exists()
    with there.opened() as connection:
        signing = keys.load(there.state)
        assert all(verify(connection, head.log, signing.verifier(head.log)).ok for head in heads)


def test_an_interrupted_restore_is_finished(place: Place) -> None:
    people = one(place, PEOPLE)
    data = str(said(place, "backup")["data"])
    place.furnish(1_000)
    killed = (
        "import os, signal, sys\nfrom rempart.upkeep import engine\nfrom rempart.cli.main import main\n"
        "whole = engine.put_back\n"
        "def and_die(*given):\n    whole(*given)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "engine.put_back = and_die\nmain(sys.argv[1:])"
    )
    assert place.run("-c", killed, "restore", data, "--replace")[0] == -9
    assert said(place, "restore", "--resume") == {"resumed": True}
    assert one(place, PEOPLE) == people


def test_the_way_back_of_an_upgrade(place: Place) -> None:
    code, _, trouble = place.run("-c", OLDER)
    assert code == 0, trouble
    people, older = one(place, PEOPLE), "SELECT count(*) FROM django_migrations"
    before = one(place, older)
    assert said(place, "upgrade", "--check")["due"]
    assert said(place, "upgrade")["upgraded"]
    assert int(str(one(place, older))) > int(str(before))
    said(place, "upgrade", "--back")
    assert (one(place, older), one(place, PEOPLE)) == (before, people)
    assert said(place, "upgrade", "--check")["due"]
    assert place.run("-m", "rempart", "ledger", "verify")[0] == 0


def test_the_support_bundle_counts_and_names_nobody(place: Place, tmp_path: Path) -> None:
    (place.state / "logs").mkdir()
    (place.state / "logs" / "console.log").write_text("hello p7@firm.example Zoé 7 王\n")
    bundle = tmp_path / "bundle.zip"
    code, _, trouble = place.run("-m", "rempart", "support-bundle", "--out", str(bundle))
    assert code == 0, trouble
    with zipfile.ZipFile(bundle) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    tables = json.loads(texts["rempart-support/tables.json"])
    assert tables["engine"] == "postgresql"
    assert tables["rows"]["directory_person"] == 399
    assert not any("firm.example" in text or "Zoé" in text for text in texts.values())
