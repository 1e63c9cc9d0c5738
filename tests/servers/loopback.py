"""A small HTTP server on loopback that remembers what it was sent and answers what a test says."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Heard:
    """`status`, `body` and `more` are what it answers; `got` what came: path, header lines, body."""

    port: int = 0
    status: int = 201
    body: bytes = b"{}"
    more: dict[str, str] = field(default_factory=dict)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextlib.contextmanager
def answering() -> Iterator[Heard]:
    """Until the block ends."""
    here = Heard()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            here.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(here.status)
            for name, value in (here.more | {"Content-Length": str(len(here.body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(here.body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    here.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
