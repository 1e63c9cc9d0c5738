"""Small real servers on loopback for scenes: a page, a redirect, and a front that passes requests on to WordPress."""

import contextlib
import http.client
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.servers.papers import Party

HOST = "127.0.0.1"
PATIENCE_S = 10.0
HOP_BY_HOP = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive", "server", "date"})
Reply = tuple[int, Sequence[tuple[str, str]], bytes]
Answer = Callable[[BaseHTTPRequestHandler], Reply]


class _Server(ThreadingHTTPServer):
    """Greets on the connection's own thread, so that a silent client stops nobody."""

    context: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Plain or encrypted; the encrypted line is ours to close."""
        with contextlib.suppress(OSError):  # a client that only looked, or did not like what it saw
            if self.context is None:
                super().finish_request(request, client_address)
                return
            request.settimeout(PATIENCE_S)
            with self.context.wrap_socket(request, server_side=True) as secure:
                super().finish_request(secure, client_address)


def context_of(chain: Sequence[Party], folder: Path) -> ssl.SSLContext:
    """What an encrypted server shows: the leaf and what is sent along."""
    file = folder / "front.pem"
    file.write_bytes(chain[0].key_pem + b"".join(party.pem for party in chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def served(answer: Answer, *, host: str = HOST, port: int = 0, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Yields the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Every method is answered alike."""
            status, headers, body = answer(self)
            self.send_response_only(status)
            for name, value in (*headers, ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with _Server((host, port), Handler) as server:
        server.context = context
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def page(text: str = "<!DOCTYPE html><title>Stone</title><h1>We cut stone</h1>") -> Answer:
    """A site of one page that is no WordPress."""

    def answer(request: BaseHTTPRequestHandler) -> Reply:
        return 200 if request.path == "/" else 404, [("Content-Type", "text/html")], text.encode()

    return answer


def moved_to(origin: Callable[[], str]) -> Answer:
    """Sends everybody on to the same address elsewhere."""
    return lambda request: (301, [("Location", origin() + request.path)], b"")


def passing_on(port: int, *, scheme: str = "http", adds: Mapping[str, str] | None = None) -> Answer:
    """What a proxy does: the request as it came, the answer with headers of its own."""
    own = list((adds or {}).items())

    def answer(request: BaseHTTPRequestHandler) -> Reply:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        behind = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_S)
        try:
            behind.request(request.command, request.path, body or None, {**headers, "X-Forwarded-Proto": scheme})
            told = behind.getresponse()
            text = told.read()
        finally:
            behind.close()
        kept = [(name, value) for name, value in told.getheaders() if name.lower() not in HOP_BY_HOP]
        return told.status, [*kept, *own], text

    return answer
