"""A leaver's access in a connected system: ended, proven, and what happens while the system is silent."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_people import add_people
from rempart.directory.core.people_table import NewPerson
from rempart.lifecycle.actions.change_by_hand import change_by_hand
from rempart.lifecycle.actions.connections import add_connection, connectors, remove_connection
from rempart.lifecycle.actions.end_access import end_one as run
from rempart.lifecycle.actions.work_revocation import take
from rempart.lifecycle.core.change import Standing
from rempart.lifecycle.core.hr_event import sign
from rempart.lifecycle.core.patience import PAUSES_S, SHOUT_AFTER_MS, WARN_AFTER_MS, alarm_for, pause_ms
from rempart.lifecycle.core.steps import RevocationState
from rempart.lifecycle.store.models import Connection, Revocation, Transition
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
    thread = threading.Thread(target=server.serve_forever, daemon=True)
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
