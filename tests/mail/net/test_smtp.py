"""The wire of drills: encrypted to a server whose certificate is good, and sure of when a mail may have been taken."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from rempart.mail.net.smtp import ACCEPTED, LATER, STARTTLS, UNKNOWN, Line, NoLine, Server
from tests.record.receivers import CA, CA_PEM
from tests.servers.tls import free_port

LETTER = b"From: <a@b.example>\r\n\r\n.dot\r\n"


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    return tmp_path / "ca.pem"


@contextlib.contextmanager
def encrypted() -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    CA.issue_cert("127.0.0.1").configure_cert(context)
    port = free_port()
    server = Controller(Sink(), hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True)
    server.start()
    try:
        yield port
    finally:
        server.stop()


def test_only_a_certificate_that_is_good(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with encrypted() as port:
        line = Line(Server("127.0.0.1", port, STARTTLS))
        with pytest.raises(NoLine) as refused:
            line.send("a@b.example", "c@d.example", LETTER)
        assert refused.value.code == "tls"
        place.write_text(CA_PEM)
        monkeypatch.setenv("REMPART_CA_FILE", str(place))
        assert line.send("a@b.example", "c@d.example", LETTER).state == ACCEPTED
        line.close()
        plain = Line(Server("127.0.0.1", port, STARTTLS, "post", "secret"))
        with pytest.raises(NoLine) as refused:
            plain.send("a@b.example", "c@d.example", LETTER)
        assert refused.value.code == "sign_in_refused"


@contextlib.contextmanager
def hangs_up(after: bytes) -> Iterator[int]:
    """Takes everything, and hangs up once it has read that."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        peer, _ = listener.accept()
        with peer:
            peer.sendall(b"220 here\r\n")
            seen = b""
            while data := peer.recv(4_096):
                seen += data
                if after in seen:
                    return
                if seen.endswith(b"DATA\r\n"):
                    peer.sendall(b"354 go on\r\n")
                elif seen.endswith(b"\r\n") and b"DATA\r\n" not in seen:
                    peer.sendall(b"250 yes\r\n")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join(10)
        listener.close()


@pytest.mark.parametrize(("after", "state"), [(b"RCPT", LATER), (b"DATA\r\n", LATER), (b"\r\n.\r\n", UNKNOWN)])
def test_a_doubt_begins_with_the_closing_full_stop(after: bytes, state: str) -> None:
    """Before it nobody may deliver the mail, and it can be sent again; after it nobody here can know."""
    with hangs_up(after) as port:
        line = Line(Server("127.0.0.1", port, "none"))
        assert line.send("a@b.example", "c@d.example", LETTER).state == state
        line.close()


def test_nobody_there_is_no_try() -> None:
    with pytest.raises(NoLine) as refused:
        Line(Server("127.0.0.1", 1, "none")).send("a@b.example", "c@d.example", LETTER)
    assert refused.value.code == "refused"
