"""The witness over a real socket: its answers, its limits, and heads that race."""

import http.client
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rempart.ledger.keys import Keys
from rempart.ledger.witness import request, signer
from rempart.ledger.witness.memory import origin_hash
from rempart.ledger.witness.server import WitnessServer
from tests.ledger.witness.test_judge import proof, root

LOG = Keys("rempart/00112233445566ff", bytes(range(32)))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[WitnessServer]:
    made = WitnessServer(("127.0.0.1", 0), tmp_path, signer.load_or_create(tmp_path))
    made.memory.trust(str(LOG.verifier("acme")))
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def call(server: WitnessServer, verb: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request(verb, path, body, headers)
    answer = connection.getresponse()
    found = (answer.status, answer.headers["Content-Type"], answer.read().decode())
    connection.close()
    return found


def head(size: int, old: int = 0) -> bytes:
    return request.render(old, proof(old, size), LOG.sign("acme", size, root(size)))


def test_cosigned_and_shown(server: WitnessServer) -> None:
    hashed = origin_hash("rempart/00112233445566ff/acme")
    assert call(server, "GET", f"/{hashed}/checkpoint")[0] == 404
    status, _, line = call(server, "POST", "/add-checkpoint", head(3))
    assert (status, line.startswith("— rempart-witness/")) == (200, True)
    status, _, shown = call(server, "GET", f"/{hashed}/checkpoint")
    assert (status, shown) == (200, LOG.sign("acme", 3, root(3)) + line)
    assert call(server, "POST", "/add-checkpoint", head(5)) == (409, "text/x.tlog.size", "3\n")
    assert call(server, "GET", "/health")[0] == 200


def test_limits(server: WitnessServer) -> None:
    assert call(server, "POST", "/elsewhere", b"x")[0] == 404
    assert call(server, "POST", "/add-checkpoint", b"x" * (request.BODY_MAX_BYTES + 1))[0] == 413
    assert call(server, "POST", "/add-checkpoint", b"", **{"Transfer-Encoding": "chunked"})[0] == 411
    assert call(server, "POST", "/add-checkpoint", b"hello")[0] == 400
    for path in ("/", "/..%2f/checkpoint", "/" + "g" * 64 + "/checkpoint"):
        assert call(server, "GET", path)[0] == 404


def test_heads_that_race_are_cosigned_in_one_line(server: WitnessServer) -> None:
    assert call(server, "POST", "/add-checkpoint", head(2))[0] == 200
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda size: call(server, "POST", "/add-checkpoint", head(size, 2)), range(3, 19)))
    assert sorted(status for status, _, _ in answers) == [200] + [409] * 15
    assert len({body for status, _, body in answers if status == 409}) == 1


def test_half_a_request_holds_nobody_up(server: WitnessServer) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as slow:
        slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 900\r\n\r\nold")
        assert call(server, "POST", "/add-checkpoint", head(3))[0] == 200
