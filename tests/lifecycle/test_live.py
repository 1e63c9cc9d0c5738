"""On a real installation, over real sockets: the foreign tester passes, and a leaver loses everything within 5 s."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from tests.daemon.house import House, living, until
from tests.lifecycle.scim import USER

pytestmark = pytest.mark.slow

MAKE = """
import sys, django
django.setup()
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.lifecycle.actions.connections import add_connection, connectors
from rempart.lifecycle.actions.scim_tokens import make_token
owner, organisation = first_owner(), first_organisation()
given = {"address": sys.argv[1], "secret": "shared"}
add_connection(owner, organisation, connectors()["webhook"], "House keys", given)
print(organisation.uid, make_token(owner, organisation, "live", 30)[1])
"""
OLD = """
import django
django.setup()
from rempart.directory.store.models import Person
Person.objects.update(created_at="2020-01-01T00:00:00Z")
"""


class Keys(BaseHTTPRequestHandler):
    """A program of the house that ends access."""

    def do_POST(self) -> None:
        """Always."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ended": true, "steps": ["door"]}')

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def keys() -> Iterator[str]:
    """Its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`rempart up`."""
    with living(Path(tmp_path_factory.mktemp("live")) / "data") as running:
        yield running


@pytest.fixture(scope="module")
def key(house: House, keys: str) -> tuple[str, str]:
    """The organisation, and a token for it."""
    done = house.run("-c", MAKE, keys)
    assert done.returncode == 0, done.stderr
    organisation, secret = done.stdout.split()
    return organisation, secret


def over_the_wire(port: int) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """An application that hands each request to the running console, byte for byte."""

    def forward(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {
            name[5:].replace("_", "-").title(): value for name, value in environ.items() if name.startswith("HTTP_")
        }
        headers |= {"Content-Type": environ.get("CONTENT_TYPE", ""), "Host": f"127.0.0.1:{port}"}
        path = environ["PATH_INFO"].encode("latin-1").decode() + ("?" + environ["QUERY_STRING"]).rstrip("?")
        line.request(environ["REQUEST_METHOD"], path, environ["wsgi.input"].read(), headers)
        answer = line.getresponse()
        start_response(f"{answer.status} {answer.reason}", answer.getheaders())
        body = answer.read()
        line.close()
        return [body]

    return forward


def ask(house: House, key: tuple[str, str], method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """One request."""
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
    headers = {"Authorization": f"Bearer {key[1]}", "Content-Type": "application/scim+json"}
    line.request(method, f"/scim/v2/{key[0]}/{path}", json.dumps(body) if body else None, headers)
    answer = line.getresponse()
    text = answer.read()
    line.close()
    return answer.status, json.loads(text) if text else None


def test_the_foreign_tester_passes_wholly(house: House, key: tuple[str, str]) -> None:
    """Every check of scim2-tester, over HTTP, against the console that people use."""
    client = WSGISCIMClient(
        over_the_wire(house.port),  # type: ignore[arg-type]
        base_url=f"http://127.0.0.1:{house.port}/scim/v2/{key[0]}",
        headers={"Authorization": f"Bearer {key[1]}"},
    )
    results = check_server(client)
    wrong = [f"{one.title}: {one.reason}" for one in results if one.status not in (Status.SUCCESS, Status.COMPLIANT)]
    assert wrong == []
    assert len(results) > 40


def test_a_leaver_is_closed_within_five_seconds(house: House, key: tuple[str, str]) -> None:
    """By SCIM; the worker ends the access in the connected system and the record says so."""
    status, made = ask(house, key, "POST", "Users", {"schemas": [USER], "userName": "live-leaver"})
    assert status == 201
    assert house.run("-c", OLD).returncode == 0
    started = time.monotonic()
    assert ask(house, key, "DELETE", f"Users/{made['id']}")[0] == 204
    query = "SELECT closed_at_ms - hr_at_ms FROM lifecycle_transition WHERE person_uid = ? AND kind = 'leave'"
    until(lambda: (house.one(query, made["id"]) or (None,))[0] is not None, 5.0)
    assert time.monotonic() - started < 5
    kinds = "SELECT count(*) FROM ledger_entry WHERE kind IN ('lifecycle.access.revoked', 'lifecycle.leaver.closed')"
    assert (house.one(kinds) or (0,))[0] >= 2
