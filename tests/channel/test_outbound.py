"""The way out: no inside address unless allowed, none by another spelling, no redirect, no endless drip."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from rempart.channel import outbound
from rempart.channel.outbound import Barred, Unreached, place_of, request


class _Hands(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(body * 2)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def _server() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), _Hands)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_allowed_address_is_asked_once_and_no_redirect_is_followed() -> None:
    with _server() as port:
        assert request("POST", f"http://127.0.0.1:{port}/", {}, b"x", allow_private=True).body == b"xx"
        away = request("POST", f"http://127.0.0.1:{port}/away", {}, b"x", allow_private=True)
    assert (away.status, away.headers["location"]) == (302, "http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254", "0.0.0.0", "2130706433", "0x7f.1"]
)  # fmt: skip
def test_inside_addresses_are_barred_however_they_are_spelt(host: str) -> None:
    with pytest.raises((Barred, Unreached)):
        request("POST", f"http://{host}:9/", {}, allow_private=False)


def test_a_name_with_one_inside_address_is_barred_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(host: str, port: int, **_: object) -> list[object]:
        return [(0, 0, 0, "", ("93.184.215.14", port)), (0, 0, 0, "", ("192.168.0.7", port))]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", answers)
    with pytest.raises(Barred, match=r"192\.168\.0\.7"):
        request("POST", "https://changes.example/", {})


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/", "https://u:p@a.example/", "https://a.example/#x", "https://", "https://a.example/\r\nX: y",
     "https://a.example:99999/", "https://[::1/", "x" * 3_000],
)  # fmt: skip
def test_what_is_no_plain_address_is_barred(url: str) -> None:
    with pytest.raises(Barred):
        place_of(url)


def test_a_dripping_server_is_cut_off() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        line, _ = listener.accept()
        with line:
            while not stop.wait(0.05):
                try:
                    line.sendall(b"H")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    begun = time.monotonic()
    with pytest.raises(Unreached):
        request("GET", f"http://127.0.0.1:{listener.getsockname()[1]}/", {}, total_s=0.5, allow_private=True)
    assert time.monotonic() - begun < 60  # the server would go on for ever
    stop.set()
    thread.join()
    listener.close()


def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreached) as found:
        request("GET", f"http://127.0.0.1:{port}/", {}, allow_private=True)
    assert found.value.code == "refused"
