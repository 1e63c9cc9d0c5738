"""Real TLS servers on loopback: `openssl s_server` with whatever papers and switches a test plants."""

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.servers.papers import Party

READY_S = 10.0


def free_port() -> int:
    """A port nobody listens on at this moment."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """As many, each another one: they are held until all are found."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Until somebody accepts connections there."""
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"the server ended at once with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)  # between two trials of a condition
    raise RuntimeError("the server never came up")


@contextlib.contextmanager
def s_server(folder: Path, chain: Sequence[Party], flags: Sequence[str] = ()) -> Iterator[int]:
    """Serve HTTP over TLS with `chain` (leaf first, then what is sent along). Yields the port."""
    (folder / "leaf.pem").write_bytes(chain[0].pem)
    (folder / "key.pem").write_bytes(chain[0].key_pem)
    command = [
        "openssl",
        "s_server",
        "-cert",
        "leaf.pem",
        "-key",
        "key.pem",
        "-no-CAfile",
        "-no-CApath",
        "-www",
        "-quiet",
    ]
    if len(chain) > 1:
        (folder / "chain.pem").write_bytes(b"".join(party.pem for party in chain[1:]))
        command += ["-cert_chain", "chain.pem"]
    port = free_port()
    process = subprocess.Popen(
        [*command, "-accept", f"127.0.0.1:{port}", *flags],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def changing_server(folder: Path, parties: Sequence[Party]) -> Iterator[int]:
    """Shows the next of `parties` at every connection, round and round. Yields the port."""
    contexts = []
    for number, party in enumerate(parties):
        file = folder / f"{number}.pem"
        file.write_bytes(party.key_pem + party.pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        contexts.append(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        count = 0
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), client:
                client.settimeout(5)
                count += 1
                with contexts[count % len(contexts)].wrap_socket(client, server_side=True) as secure:
                    secure.recv(4096)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/html\r\n\r\nok")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
