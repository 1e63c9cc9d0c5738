"""Who floods one copy leaves the others room: each has its share of the gate's requests."""

import http.client
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from rempart.staging.net import gate
from rempart.staging.net.gate import COOKIE, Gate, Way

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"


def relay(folder: Path, go_on: threading.Event) -> socket.socket:
    """Answers each request once it may."""
    folder.mkdir()
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder / "http.sock"))
    server.listen(8)

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(line,), daemon=True).start()

    def answer(line: socket.socket) -> None:
        with line:
            line.recv(4_096)
            go_on.wait(90)
            line.sendall(ANSWER)

    threading.Thread(target=serve, daemon=True).start()
    return server


def asked(gate_: Gate, url: str, session: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", gate_.port, timeout=20)
    line.request("GET", "/", headers={"Host": url.removeprefix("http://"), "Cookie": f"{COOKIE}={session}"})
    status = line.getresponse().status
    line.close()
    return status


@pytest.mark.slow
def test_a_flood_on_one_leaves_the_others(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(gate, "PATIENCE_S", 0.1)
    slow, quick = threading.Event(), threading.Event()
    quick.set()
    servers = [relay(tmp_path / "a", slow), relay(tmp_path / "b", quick)]
    house = Gate(fair=2, domain="range.example")
    ways = [Way(tmp_path / name, lambda _: False, "x") for name in "ab"]
    urls = [house.open(name, way) for name, way in zip(("aa", "bb"), ways, strict=True)]
    sessions = [way.begin() for way in ways]
    found: list[int] = []
    flood = [
        threading.Thread(target=lambda: found.append(asked(house, urls[0], sessions[0])), daemon=True) for _ in range(6)
    ]
    for one in flood:
        one.start()
    assert asked(house, urls[1], sessions[1]) == 200
    assert asked(house, urls[1].replace("range.example", "localhost"), sessions[1]) == 404
    while len(found) < 4:
        flood[0].join(0.05)
    assert found == [503] * 4
    slow.set()
    for one in flood:
        one.join(20)
    assert sorted(found) == [200, 200, 503, 503, 503, 503]
    for server in servers:
        server.close()
