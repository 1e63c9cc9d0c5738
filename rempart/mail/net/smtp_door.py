"""A door that takes reports by SMTP, and nothing else: it relays no mail, has no mailboxes and answers one address.

A thread for each connection, few of them, each with an end. Whoever talks before it is asked is left: what was sent before
encryption began, or before a mail was asked for, belongs to somebody else's conversation.
"""

import contextlib
import logging
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable

from rempart.mail.net.smtp_talk import IDLE_S, Gate, Gone, Talk, Wire

MAX_LINES = 20  # connections at once: a company's own mail server needs two
MAX_FROM_ONE = 5  # of one address
ACCEPT_S = 0.5  # how long the end of the door may take to be seen

log = logging.getLogger("rempart.mail")


class Door:
    """Listens until it is closed. `papers` gives the TLS context at each connection, or None where there is none."""

    def __init__(self, host: str, port: int, gate: Gate, papers: Callable[[], ssl.SSLContext | None]) -> None:
        self._gate, self._papers = gate, papers
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._ear = socket.create_server((host, port), family=family, backlog=MAX_LINES)
        self._ear.settimeout(ACCEPT_S)
        self._is_closed = threading.Event()
        self._lock, self._here = threading.Lock(), Counter[str]()
        self._thread = threading.Thread(target=self._listen, name="smtp-door", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._ear.getsockname()[1])

    @property
    def is_open(self) -> bool:
        """Does it still listen?"""
        return self._thread.is_alive() and not self._is_closed.is_set()

    def close(self) -> None:
        """No new connection; those that are there end by themselves."""
        self._is_closed.set()
        with contextlib.suppress(OSError):
            self._ear.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for a connection
        self._thread.join()

    def _listen(self) -> None:
        with self._ear:
            while not self._is_closed.is_set():
                try:
                    line, address = self._ear.accept()
                except TimeoutError:
                    continue
                except OSError as bad:
                    if self._is_closed.is_set():
                        return
                    log.warning("mail: the SMTP door takes no connection: %s", type(bad).__name__)
                    self._is_closed.wait(ACCEPT_S)
                    continue
                self._welcome(line, str(address[0]))

    def _welcome(self, line: socket.socket, peer: str) -> None:
        line.settimeout(IDLE_S)
        with self._lock:
            is_full = self._here.total() >= MAX_LINES or self._here[peer] >= MAX_FROM_ONE
            if not is_full:
                self._here[peer] += 1
        if is_full:
            with contextlib.suppress(OSError), line:
                line.send(b"421 4.7.0 Too many connections, come back later\r\n")
            return
        threading.Thread(target=self._serve, args=(line, peer), name="smtp-line", daemon=True).start()

    def _serve(self, line: socket.socket, peer: str) -> None:
        wire = Wire(line)
        try:
            Talk(wire, peer, self._gate, self._papers()).run()
        except (Gone, OSError):
            pass  # hung up, too slow, or no TLS: a mail that was not answered comes again
        finally:
            wire.close()
            self._gate.leave()
            with self._lock:
                self._here[peer] -= 1
                if not self._here[peer]:
                    del self._here[peer]
