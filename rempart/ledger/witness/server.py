"""The witness over HTTP: a bounded number of connections, each bounded in time; one judgement at a time."""

import re
import socket
import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rempart import __version__
from rempart.ledger.witness.judge import PLAIN, Answer, add_checkpoint
from rempart.ledger.witness.memory import Memory
from rempart.ledger.witness.request import BODY_MAX_BYTES
from rempart.ledger.witness.signer import Cosigner

CONNECTIONS_MAX = 32  # at once; the next ones wait in the kernel's queue
CONNECTION_MAX_S = 30.0  # whatever is sent, and however slowly, the place is free again after this
IDLE_S = 5.0  # between two bytes
_MONITOR = re.compile(r"/([0-9a-f]{64})/checkpoint").fullmatch


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness. `memory` is used under a lock: check and memory are one step."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], folder: Path, cosigner: Cosigner) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        self.memory, self.cosigner = Memory(folder), cosigner
        self.turn = threading.Lock()
        self._places = threading.BoundedSemaphore(CONNECTIONS_MAX)
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Wait for a place, then serve in a thread."""
        self._places.acquire()
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread to be had
            self._places.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """One connection, cut off when its time is over."""
        end = threading.Timer(CONNECTION_MAX_S, _cut, [request])
        end.daemon = True
        end.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            end.cancel()
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that was cut is no news."""

    def server_close(self) -> None:
        """Give the port and the file back."""
        super().server_close()
        with self.turn:
            self.memory.close()


def _cut(request: socket.socket) -> None:
    try:
        request.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # already gone


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    timeout = IDLE_S
    server_version, sys_version = f"rempart-witness/{__version__}", ""

    def do_POST(self) -> None:
        given = self.headers.get("Content-Length", "")
        if self.headers.get("Transfer-Encoding") or not given.isdecimal():
            return self._say(Answer(411, "say the length of the body\n"), is_last=True)
        if len(given) > 9 or int(given) > BODY_MAX_BYTES:
            return self._say(Answer(413, f"more than {BODY_MAX_BYTES} bytes\n"), is_last=True)
        body = self.rfile.read(int(given))
        if len(body) < int(given):
            self.close_connection = True
            return None
        if self.path != "/add-checkpoint":
            return self._say(Answer(404, "POST /add-checkpoint\n"))
        return self._say(self._judged(body))

    def _judged(self, body: bytes) -> Answer:
        try:
            with self.server.turn:
                return add_checkpoint(self.server.memory, self.server.cosigner, body)
        except sqlite3.Error:  # a full disk, a busy file: nothing was cosigned
            return Answer(503, "this witness cannot write its memory now\n")

    def do_GET(self) -> None:
        found = _MONITOR(self.path)
        if self.path == "/health":
            return self._say(Answer(200, "ok\n"))
        with self.server.turn:
            text = self.server.memory.newest(found[1]) if found else None
        return self._say(Answer(200, text) if text else Answer(404, "no checkpoint of that log was cosigned here\n"))

    def _say(self, answer: Answer, *, is_last: bool = False) -> None:
        data = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type or PLAIN)
        self.send_header("Content-Length", str(len(data)))
        if is_last:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing about who asked is kept."""
