"""A leaver, whose access ends at once or after thirty hours."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from dev.recording.firm import firm, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.leavers import Leavers

MINUTE_MS = 60_000
LEAVINGS: tuple[tuple[str, Side, int], ...] = (("leaver_at_once", "good", 0), ("leaver_after_30_hours", "broken", 30))


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for scene, side, hours in LEAVINGS:
        fixture = f"a real leaver by webhook, a real program that ends access, {hours} h after the word"
        yield Scene(scene, side, fixture, tuple(_plain(one) for one in _leaver(scene, hours)))


def _leaver(name: str, hours: int) -> list[Observation]:
    """Somebody leaves by a message of the personnel system, which knew it so many hours ago."""
    from rempart.directory.actions.action import now_ms
    from rempart.directory.actions.add_people import add_people
    from rempart.directory.core.people_table import NewPerson
    from rempart.directory.store.models import Person
    from rempart.lifecycle.actions.connections import add_connection, connectors
    from rempart.lifecycle.actions.hr_secrets import make_secret
    from rempart.lifecycle.actions.take_hr_event import take_hr_event
    from rempart.lifecycle.actions.tell_leavers import tell_leavers
    from rempart.lifecycle.core.change import Kind
    from rempart.lifecycle.core.hr_event import HrEvent
    from rempart.lifecycle.duties.revoke import run
    from rempart.lifecycle.store.models import HrSource

    here = firm(name)
    add_people(here.owner, here.organisation, [NewPerson("Leaver", "", "1"), NewPerson("Stays", "", "2")])
    Person.objects.update(created_at="2020-01-01T00:00:00Z")  # nobody whom a slip had just added
    make_secret(here.owner, here.organisation, may_urge=False)
    with _program() as address:
        given = {"address": address, "secret": "shared"}
        add_connection(here.owner, here.organisation, connectors()["webhook"], "Keys", given)
        word = now_ms() - hours * 3_600_000
        event = HrEvent("e1", Kind.LEAVE, word, "1", "", "", None, None, None, False)
        take_hr_event(HrSource.objects.get(organisation=here.organisation), event)
        while run():
            pass
    tell_leavers(here.organisation)
    return told(here, Leavers)


def _plain(seen: Observation) -> Observation:
    """Times to the minute, upwards: milliseconds differ from one recording to the next."""
    fact = seen.fact
    assert isinstance(fact, Leavers)
    median, worst = (None if ms is None else -(-ms // MINUTE_MS) * MINUTE_MS for ms in (fact.median_ms, fact.worst_ms))
    return msgspec.structs.replace(seen, fact=msgspec.structs.replace(fact, median_ms=median, worst_ms=worst))


class _Keys(BaseHTTPRequestHandler):
    """A program of the house that ends access."""

    def do_POST(self) -> None:
        """Always."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ended": true, "steps": ["door"]}')

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def _program() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


UNIT = Measure("lifecycle_leavers", (Leavers,), tuple(name for name, _, _ in LEAVINGS), scenes)
