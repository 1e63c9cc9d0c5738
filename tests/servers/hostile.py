"""Loopback servers that behave badly, each in one way, until they are told to stop."""

import contextlib
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

Script = Callable[[socket.socket, threading.Event], None]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextlib.contextmanager
def serve(script: Script, port: int = 0) -> Iterator[int]:
    """Runs `script` for every connection, each on a thread of its own. Yields the port."""
    listener = socket.create_server(("127.0.0.1", port), backlog=32)
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def talk(client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            client.settimeout(30)
            script(client, stop)

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=talk, args=(client,), daemon=True))
            threads[-1].start()

    threads.append(threading.Thread(target=accept, daemon=True))
    threads[0].start()
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in threads:
            thread.join(10)


def answering(answer: bytes) -> Script:
    """Reads the request, sends these bytes, hangs up."""

    def script(client: socket.socket, _: threading.Event) -> None:
        client.recv(65_536)
        client.sendall(answer)
        client.shutdown(socket.SHUT_WR)
        client.recv(65_536)

    return script


def page(body: bytes, headers: bytes = b"") -> Script:
    """A proper answer."""
    return answering(HEAD + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def hang(client: socket.socket, stop: threading.Event) -> None:
    """Accepts and never says a word."""
    stop.wait(30)


def hang_up(client: socket.socket, stop: threading.Event) -> None:
    """Hears the request and leaves."""
    client.recv(65_536)


def endless(client: socket.socket, stop: threading.Event) -> None:
    """Ten gigabytes, as fast as they are taken."""
    client.recv(65_536)
    client.sendall(HEAD + b"Content-Length: 10737418240\r\n\r\n<html>")
    while not stop.is_set():
        client.sendall(b"a" * 65_536)


def endless_chunks(client: socket.socket, stop: threading.Event) -> None:
    """The same without saying how much."""
    client.recv(65_536)
    client.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while not stop.is_set():
        client.sendall(b"4000\r\n" + b"a" * 0x4000 + b"\r\n")


def header_bomb(client: socket.socket, stop: threading.Event) -> None:
    """Headers without end."""
    client.recv(65_536)
    client.sendall(HEAD)
    while not stop.is_set():
        client.sendall(b"X-Filler: " + b"a" * 8_000 + b"\r\n")


def one_header(client: socket.socket, stop: threading.Event) -> None:
    """One header line without end."""
    client.recv(65_536)
    client.sendall(HEAD + b"X-Filler: ")
    while not stop.is_set():
        client.sendall(b"a" * 8_000)


def informational(client: socket.socket, stop: threading.Event) -> None:
    """Announces for ever."""
    client.recv(65_536)
    while not stop.is_set():
        client.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def drip(client: socket.socket, stop: threading.Event) -> None:
    """A byte now and then, never long enough silent to be called dead."""
    client.recv(65_536)
    client.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    while not stop.wait(0.05):
        client.sendall(b"a")


def drip_head(client: socket.socket, stop: threading.Event) -> None:
    """The same in the headers."""
    client.recv(65_536)
    client.sendall(HEAD)
    while not stop.wait(0.05):
        client.sendall(b"X-A: b\r\n")


def gzip_bomb() -> Script:
    """A small answer that unfolds to 200 MB."""
    return page(gzip.compress(b"<p>" * 70_000_000, 1), b"Content-Encoding: gzip\r\n")


def redirects(client: socket.socket, stop: threading.Event) -> None:
    """Each address sends on to a new one."""
    asked = client.recv(65_536).split(b" ")[1]
    client.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + asked + b"x\r\nContent-Length: 0\r\n\r\n")


def encrypted(context: ssl.SSLContext, script: Script) -> Script:
    """The same over TLS."""

    def wrapped(client: socket.socket, stop: threading.Event) -> None:
        with context.wrap_socket(client, server_side=True) as secure:
            script(secure, stop)

    return wrapped
