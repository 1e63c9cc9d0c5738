"""Receivers as other people have them: syslog over UDP, TCP and TLS with octet counting, and HTTP that can fail."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

CA = trustme.CA()
CA_PEM = CA.cert_pem.bytes().decode()


@dataclass
class Got:
    """What arrived. `refuse` closes new connections at once; `answers` are statuses to give, then 204."""

    port: int = 0
    lines: list[bytes] = field(default_factory=list)
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    is_down: bool = False
    hold: threading.Event = field(default_factory=threading.Event)
    is_slow: bool = False
    entered: threading.Event = field(default_factory=threading.Event)


def counted(stream: bytes) -> list[bytes]:
    """Lines of an octet-counted stream, as RFC 6587 section 3.4.1 reads them."""
    found = []
    while stream:
        size, _, rest = stream.partition(b" ")
        found.append(rest[: int(size)])
        stream = rest[int(size) :]
    return found


@contextmanager
def syslog_tcp(*, tls: bool = False) -> Iterator[Got]:
    """Reads a connection to its end, then closes its own side, as rsyslog does."""
    listener = socket.create_server(("127.0.0.1", 0))
    got = Got(port=listener.getsockname()[1])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    CA.issue_cert("127.0.0.1", "localhost").configure_cert(context)

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                if got.is_down:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    continue
                try:
                    wire = context.wrap_socket(line, server_side=True) if tls else line
                    data = b""
                    while piece := wire.recv(65_536):
                        data += piece
                    got.lines += counted(data)
                    if isinstance(wire, ssl.SSLSocket):
                        wire.close()
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield got
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@contextmanager
def http_receiver() -> Iterator[Got]:
    """Takes what is posted; `answers` come first."""
    got = Got()

    class Hands(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if got.is_slow:
                got.entered.set()
                got.hold.wait(200)
            status = got.answers.pop(0) if got.answers else 204
            if status < 300:
                got.posts.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hands)
    got.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield got
    finally:
        got.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()
