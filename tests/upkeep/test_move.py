"""The whole installation from SQLite to PostgreSQL and back, killed in between, with real rows of every kind."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rempart.channel import database
from rempart.channel.place import database as file
from rempart.ledger import store
from rempart.ledger.stores.fault import Fault
from tests.servers import postgres

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]

FURNISH = """
import sys, django
django.setup()
from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.daemon import prepare
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.core.people_table import NewPerson
from rempart.channel import desired
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
first = int(sys.argv[1])
prepare.migrate(state_folder())
owner, organisation = prepare.first_owner(), prepare.first_organisation()
people = add_people(owner, organisation, [NewPerson(f"Zoé {n} 王", f"p{n}@firm.example", f"N{n}", "Équipe")
                                          for n in range(first, first + 400)])
erase_person(owner, people[3])
add_site(owner, organisation, f"https://site{first}.example", is_private=True)
with transaction.atomic():
    desired.publish(raw_connection(), "guard", {"limit": first, "names": ["é", "王"]})
session = SessionStore()
session["who"] = "Ada"
session.save()
settle(state_folder())
prepare.migrate(state_folder())  # as the next start does: erasures of this run are read once
"""


class Place:
    """One data folder and the commands run on it."""

    def __init__(self, state: Path) -> None:
        self.state = state
        kept = {name: value for name, value in os.environ.items() if not name.startswith("REMPART_")}
        self.environment = {
            **kept, "REMPART_DATA": str(state), "DJANGO_SETTINGS_MODULE": "rempart.console.settings",
        }  # fmt: skip

    def start(self, *words: str, **more: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
        )  # fmt: skip

    def run(self, *words: str, given: str = "") -> tuple[int, str, str]:
        process = self.start(*words)
        out, trouble = process.communicate(given, timeout=240)
        return process.returncode, out, trouble

    def furnish(self, first: int) -> None:
        code, _, trouble = self.run("-c", FURNISH, str(first))
        assert code == 0, trouble

    def gather(self) -> None:
        """What is written stands in the one file, and not still in the log beside it."""
        with contextlib.closing(sqlite3.connect(file(self.state))) as connection:
            assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)

    def move(self, to: str) -> tuple[int, str, str]:
        return self.run("-m", "rempart", "database", "move", "--json", "--to", "-", given=f"{to}\n")

    def heads(self) -> list[store.Head]:
        with self.opened() as connection:
            return [head for log in store.logs(connection) if (head := store.head(connection, log)) is not None]

    @contextmanager
    def opened(self) -> Iterator[store.Connection]:
        connection = database.connect_to_read(self.state)
        yield connection
        connection.close()


@pytest.fixture
def address(worker_id: str) -> str:
    where = postgres.address(f"move_{worker_id}")
    postgres.empty(where)
    return where


@pytest.fixture
def place(tmp_path: Path) -> Place:
    state = tmp_path / "data"
    state.mkdir(mode=0o700)
    made = Place(state)
    made.furnish(0)
    return made


def test_there_and_back_with_a_kill_in_the_middle(place: Place, address: str) -> None:
    place.gather()
    before, bytes_before = place.heads(), file(place.state).read_bytes()
    killed_in_the_middle(place, address, "copy ledger_entry")
    assert place.heads() == before  # still the old one, and whole
    assert database.address(place.state) is None
    killed_in_the_middle(place, address, "verify")
    code, out, trouble = place.move(address)
    assert code == 0, trouble
    assert json.loads(out)["entries"] == sum(head.size for head in before)
    assert database.address(place.state) == address
    assert (place.state / database.ADDRESS_FILE).stat().st_mode & 0o777 == 0o600
    assert file(place.state).read_bytes() == bytes_before  # untouched
    assert place.heads() == before  # what is said of the move comes after it, in the new place

    place.furnish(1_000)  # life goes on there, with new numbers
    assert place.run("-m", "rempart", "ledger", "verify")[0] == 0
    grown = place.heads()
    killed_in_the_middle(place, "sqlite", "copy ledger_entry")
    assert place.heads() == grown
    code, out, trouble = place.move("sqlite")
    assert code == 0, trouble
    assert database.address(place.state) is None
    assert place.heads() == grown
    assert file(place.state).stat().st_mode & 0o777 == 0o600
    assert file(place.state).with_name("rempart.sqlite3.before-1").read_bytes() == bytes_before
    place.furnish(2_000)
    code, said, _ = place.run("-m", "rempart", "ledger", "verify")
    assert code == 0, said
    assert "S3cret" not in out + trouble


def killed_in_the_middle(place: Place, to: str, at: str) -> None:
    """kill -9 as soon as it says that it has come there."""
    process = place.start("-m", "rempart", "database", "move", "--to", "-", start_new_session=True)
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(f"{to}\n")
    process.stdin.close()
    for line in process.stderr:
        if at in line:
            break
    else:
        pytest.fail(f"it never came to {at}")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(90)
    process.stderr.close()
    assert process.stdout is not None
    process.stdout.close()


def test_what_is_refused(place: Place, address: str) -> None:
    code, _, said = place.run("-m", "rempart", "database", "move", "--to", "postgresql://ada:S3cret@127.0.0.1/x")
    assert code == 2
    assert "command line" in said
    assert "S3cret" not in said
    assert place.move("sqlite")[0] == 1  # it is there already
    assert "form postgresql://" in place.move("mysql://ada@db/x")[2]
    code, _, said = place.move("postgresql://ada:S3cret@127.0.0.1:1/x")
    assert code == 2
    assert "cannot be reached" in said or "refused" in said
    assert "S3cret" not in said
    connection = database.at(address)
    connection.execute("CREATE TABLE somebody_elses (value BIGINT)")
    code, _, said = place.move(address)
    assert code == 1
    assert "not empty" in said
    assert connection.execute("SELECT count(*) FROM somebody_elses").fetchone() == (0,)
    connection.close()
    assert place.run("-m", "rempart", "database", "show")[1].strip() == str(file(place.state))


def test_an_altered_record_is_not_moved(place: Place, address: str) -> None:
    from rempart.ledger.stores.sqlite import connect

    connection = connect(file(place.state))
    connection.execute("UPDATE ledger_entry SET subject_id = 'x' WHERE id = 5")
    connection.close()
    code, _, said = place.move(address)
    assert code == 1
    assert "does not verify" in said
    assert database.address(place.state) is None


def test_a_lost_server_is_said_without_its_password(tmp_path: Path) -> None:
    named = tmp_path / database.ADDRESS_FILE
    named.touch(mode=0o600)
    named.write_text("postgresql://ada:S3cret@127.0.0.1:1/x")
    with pytest.raises(Fault) as said:
        database.connect(tmp_path)
    assert "S3cret" not in str(said.value) + database.name(tmp_path)
    code, _, trouble = Place(tmp_path).run("-m", "rempart", "doctor")
    assert code == 1
    assert "S3cret" not in trouble
