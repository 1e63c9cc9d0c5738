"""A leaver's access in a connected system: ended, proven, and what happens while the system is silent."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Person
from rempart.lifecycle.actions.change_by_hand import change_by_hand
from rempart.lifecycle.actions.connections import (
    add_connection,
    connectors,
    name_there,
    pause_connection,
    remove_connection,
)
from rempart.lifecycle.actions.end_access import end_one as run
from rempart.lifecycle.actions.work_revocation import note_proof, take, what_to_end
from rempart.lifecycle.core.change import Standing
from rempart.lifecycle.core.connector import Proof, Trouble
from rempart.lifecycle.core.hr_event import sign
from rempart.lifecycle.core.patience import LEASE_MS, PAUSES_S, SHOUT_AFTER_MS, WARN_AFTER_MS, alarm_for, pause_ms
from rempart.lifecycle.core.steps import RevocationState
from rempart.lifecycle.net.client import JOB_S, within
from rempart.lifecycle.store.leavers import times_of
from rempart.lifecycle.store.models import Connection, KnownAs, Revocation, Transition
from tests.cast import Cast

SECRET = "shared-secret-of-a-test"


class Program(BaseHTTPRequestHandler):
    """A program of the house that ends access, or does not."""

    status, answer = 200, {"ended": True, "steps": ["badge", "wiki"]}
    heard: list[dict[str, object]]

    def do_POST(self) -> None:
        """Checks the signature as docs/leavers.md says."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stamp, given = self.headers["X-Rempart-Timestamp"], self.headers["X-Rempart-Signature"]
        good = given == "v1=" + sign(SECRET.encode(), stamp, body)
        type(self).heard.append(json.loads(body))
        self.send_response(type(self).status if good else 401)
        self.end_headers()
        self.wfile.write(json.dumps(type(self).answer).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, type[Program]]]:
    """Its address, and the class to change its mind with."""
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    kind = type("OneProgram", (Program,), {"heard": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/revoke", kind
    server.shutdown()
    server.server_close()
    thread.join()


def leaver(cast_: Cast, address: str, secret: str = SECRET) -> Connection:
    """Bob leaves while one system is connected."""
    given = {"address": address, "secret": secret}
    connection = add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], "House keys", given)
    bob = add_people(cast_.alice, cast_.lavande, [NewPerson("Bob", "bob@audit.example", "77")])[0]
    change_by_hand(cast_.alice, bob, Standing(False))
    return connection


def kinds() -> list[str]:
    """Names of everything that was written, in order."""
    rows = raw_connection().execute("SELECT kind FROM ledger_entry ORDER BY id").fetchall()
    return [str(row[0]) for row in rows]


def entries() -> bytes:
    """All entries, as they stand."""
    rows = raw_connection().execute("SELECT front, tail FROM ledger_entry").fetchall()
    return b"".join(bytes(front) + bytes(tail) for front, tail in rows)


def test_ended_and_proven(cast_: Cast, program: tuple[str, type[Program]]) -> None:
    """The program is told once, signed, and the leaver is closed with both times."""
    leaver(cast_, program[0])
    assert Transition.objects.get().closed_at_ms is None
    assert run()
    assert not run()
    row = Revocation.objects.get()
    assert (row.state, row.proof["steps"]) == (RevocationState.DONE, ["badge", "wiki"])
    assert Transition.objects.get().closed_at_ms is not None
    assert program[1].heard[0]["person"] == {
        "email": "bob@audit.example",
        "user_name": "",
        "staff_number": "77",
        "external_id": "",
    }
    assert kinds()[-2:] == ["lifecycle.access.revoked", "lifecycle.leaver.closed"]


def test_silent_then_back(cast_: Cast, program: tuple[str, type[Program]]) -> None:
    """Tried again, warned, shouted, and closed when it answers; the alarm ends with it."""
    connection = leaver(cast_, "http://127.0.0.1:9/nobody")
    assert run()
    row = Revocation.objects.get()
    assert (row.state, row.trouble, row.tries) == (RevocationState.OPEN, "silent", 1)
    assert not run(), "there is a pause first"
    for silent_ms, said in (
        (WARN_AFTER_MS, "lifecycle.connector.silent"),
        (SHOUT_AFTER_MS, "lifecycle.connector.still_silent"),
    ):
        connection.refresh_from_db()
        assert connection.silent_since_ms is not None
        Connection.objects.update(silent_since_ms=connection.silent_since_ms - silent_ms)
        for _ in range(2):
            Revocation.objects.update(next_at_ms=0)
            assert run()
        assert kinds().count(said) == 1
    Connection.objects.update(settings={"address": program[0]})
    Revocation.objects.update(next_at_ms=0)
    assert run()
    assert kinds()[-3:] == ["lifecycle.access.revoked", "lifecycle.connector.answered", "lifecycle.leaver.closed"]
    connection.refresh_from_db()
    assert (connection.alarm, connection.silent_since_ms) == (0, None)


@pytest.mark.parametrize(
    ("status", "answer", "secret", "trouble"),
    [
        (200, {"ended": False}, SECRET, "still_there"),
        (200, [], SECRET, "still_there"),
        (500, {}, SECRET, "bad_answer"),
        (302, {}, SECRET, "bad_answer"),
        (200, {"ended": True}, "another", "refused_us"),
    ],
)
def test_an_answer_that_proves_nothing(
    cast_: Cast, program: tuple[str, type[Program]], status: int, answer: object, secret: str, trouble: str
) -> None:
    """Only what the system says to have seen closes a leaver."""
    program[1].status, program[1].answer = status, answer  # type: ignore[assignment]
    leaver(cast_, program[0], secret)
    assert run()
    assert Revocation.objects.get().trouble == trouble
    assert Transition.objects.get().closed_at_ms is None


def test_no_inner_address_without_the_operator(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenant cannot make this machine call its own network."""
    monkeypatch.delenv("REMPART_ALLOW_PRIVATE", raising=False)
    leaver(cast_, "http://127.0.0.1:9/metadata")
    assert run()
    assert Revocation.objects.get().trouble == "barred"


def test_two_workers_never_get_the_same(cast_: Cast) -> None:
    """The second finds nothing while the first one's lease runs; a killed one's job comes back."""
    leaver(cast_, "http://127.0.0.1:9/")
    assert take() is not None
    assert take() is None
    Revocation.objects.update(lease_until_ms=1)
    assert take() is not None


def test_secrets_are_sealed_and_go(cast_: Cast) -> None:
    """Neither in the row nor in an entry; disconnecting destroys them, and proves nothing."""
    connection = leaver(cast_, "http://127.0.0.1:9/")
    assert SECRET not in str(Connection.objects.values().get())
    remove_connection(cast_.alice, connection)
    connection.refresh_from_db()
    assert bytes(connection.secrets) == b""
    assert Revocation.objects.get().state == RevocationState.CANCELLED


def test_pauses_grow_and_end() -> None:
    """Never given up, never a storm."""
    pauses = [pause_ms(tries) for tries in range(1, 40)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == PAUSES_S[-1] * 1_000
    assert [alarm_for(ms) for ms in (0, WARN_AFTER_MS, SHOUT_AFTER_MS)] == [0, 1, 2]


def test_a_paused_system_waits_and_goes_on(cast_: Cast, program: tuple[str, type[Program]]) -> None:
    """Nothing is asked there, the leaver stays open, and what waits goes at once afterwards."""
    connection = leaver(cast_, program[0])
    pause_connection(cast_.alice, connection, is_paused=True)
    assert kinds().count("lifecycle.connection.paused") == 1
    assert not run()
    assert Transition.objects.get().closed_at_ms is None
    pause_connection(cast_.alice, connection, is_paused=False)
    assert run()
    assert Transition.objects.get().closed_at_ms is not None


def test_a_dead_system_delays_no_living_one(cast_: Cast, program: tuple[str, type[Program]]) -> None:
    """After its first silence it is asked in a thread of its own."""
    leaver(cast_, "http://127.0.0.1:9/")
    assert run(silent=False)
    Revocation.objects.update(next_at_ms=0)
    assert not run(silent=False)
    assert run(silent=True)


def test_a_disconnected_system_closes_nobody(cast_: Cast, program: tuple[str, type[Program]]) -> None:
    """What became of the access there nobody can tell: open for the record, also when the others have answered."""
    given = {"address": program[0], "secret": SECRET}
    add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], "Second", given)
    dead = leaver(cast_, "http://127.0.0.1:9/")
    remove_connection(cast_.alice, dead)
    assert run()
    assert not run()
    row = Transition.objects.get()
    assert row.closed_at_ms is None
    assert times_of(row).outer_ms is None
    assert kinds()[-1] == "lifecycle.access.revoked"


def test_a_name_written_down_goes_before_the_address(cast_: Cast) -> None:
    """For this person in this system alone; sealed in the record; gone with the connection."""
    connection = leaver(cast_, "http://127.0.0.1:9/")
    bob = Person.objects.get(email="bob@audit.example", organisation=cast_.lavande)
    name_there(cast_.alice, connection, bob, "bobby")
    job = take()
    assert job is not None
    assert what_to_end(job)[1].known_as == "bobby"
    assert b"bobby" not in entries()
    with pytest.raises(PermissionDenied):
        name_there(cast_.charlie, connection, bob, "robert")
    remove_connection(cast_.alice, connection)
    assert not KnownAs.objects.exists()


def test_what_was_read_back_is_sealed_and_noted_once(cast_: Cast) -> None:
    """The entry holds its commitment alone; a worker that comes late notes nothing again."""
    leaver(cast_, "http://127.0.0.1:9/")
    job = take()
    assert job is not None
    for _ in range(2):
        note_proof(job, Proof(True, ("role",), {"users": 1}, {"user_1": "id=471100815 roles=0"}))
    assert kinds().count("lifecycle.access.revoked") == 1
    assert b"read_back" in entries()
    assert b"471100815" not in entries()


def test_an_erased_person_leaves_no_seal(cast_: Cast) -> None:
    """Erased while the system was asked: the end of the access is noted, what was read back is not kept."""
    leaver(cast_, "http://127.0.0.1:9/")
    job = take()
    assert job is not None
    bob = Person.objects.get(email="bob@audit.example", organisation=cast_.lavande)
    erase_person(cast_.alice, bob)
    note_proof(job, Proof(True, ("role",), {}, {"user_1": "id=4711"}))
    assert Revocation.objects.get().state == RevocationState.DONE


def test_a_slow_system_holds_no_worker_beyond_its_lease(cast_: Cast) -> None:
    """All exchanges of one job together have a time."""
    assert JOB_S * 1_000 < LEASE_MS
    with pytest.raises(Trouble) as said:
        within(0)("GET", "http://127.0.0.1:9/")
    assert said.value.code == "silent"
