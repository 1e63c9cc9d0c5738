"""The demo's own front door: what it opened it closes, whoever is still there."""

import gc
import socket
import ssl
import warnings
from pathlib import Path

import pytest

from dev.front import Front
from tests.servers.tls import free_port


def test_it_closes_with_everybody_still_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a request by TLS, a handshake that never ends, half a plain one: nothing is left for the collector to find."""
    told: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", lambda seen: told.append(seen.exc_value))
    with warnings.catch_warnings(), socket.create_server(("127.0.0.1", 0)) as behind:
        warnings.simplefilter("error")
        plain, encrypted = free_port(), free_port()
        front = Front(tmp_path, plain, encrypted, behind.getsockname()[1])
        trusted = ssl.create_default_context(cafile=str(front.ca_file))
        there = [socket.create_connection(("127.0.0.1", port)) for port in (plain, encrypted, encrypted, encrypted)]
        there[2:] = [trusted.wrap_socket(one, server_hostname="127.0.0.1") for one in there[2:]]
        for one, said in zip(there, (b"GET /", b"\x16", b"GET /", b"GET / HTTP/1.1\r\n\r\n"), strict=True):
            one.sendall(said)
        passed_on, _ = behind.accept()  # the whole request waits for its answer
        front.close()
        del front
        gc.collect()
        for one in (*there, passed_on):
            one.close()
    assert told == []
