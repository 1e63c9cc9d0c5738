"""A mailbox is read from a real Dovecot; a server that lies, drips or hangs is left in time."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from rempart.mail.net import imap
from rempart.mail.net.imap import BoxTrouble, visit
from tests.mail.reported_mails import mail
from tests.servers.dovecot import PASSWORD, USER, PostBox, dovecot

MOST = 1024 * 1024


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(ca: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REMPART_CA_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")


@pytest.fixture
def post(ca: trustme.CA) -> Iterator[PostBox]:
    with dovecot(ca) as here:
        yield here


def box(port: int, password: str = PASSWORD, folder: str = "INBOX") -> imap.Box:
    return imap.Box("127.0.0.1", port, USER, password, folder)


@pytest.mark.slow
def test_what_waits_is_read_marked_and_not_offered_again(post: PostBox) -> None:
    post.deliver(mail(), mail(subject="second"), b"Subject: large\r\n\r\n" + b"x" * (2 * MOST))
    with visit(box(post.port), MOST) as here:
        first, second, large = here.waiting()
        assert b"Your mailbox is full" in (here.fetch(first) or b"")
        beginning = here.fetch(large)
        assert beginning is not None
        assert len(beginning) == imap.BEGINNING
        assert here.fetch("999") is None
        here.mark(first, r"\Seen")
        here.mark(second, r"\Flagged")
    with visit(box(post.port), MOST) as here:
        assert here.waiting() == [large]
        assert here.waiting(imap.PUT_OFF) == [second]
    with pytest.raises(BoxTrouble, match="refused_us"), visit(box(post.port, "wrong"), MOST):
        pass
    with pytest.raises(BoxTrouble, match="no_folder"), visit(box(post.port, folder='No "such'), MOST):
        pass


@contextlib.contextmanager
def liar(ca: trustme.CA, play: Callable[[ssl.SSLSocket], None]) -> Iterator[int]:
    """A server behind a good certificate that does as it likes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            line, _ = listener.accept()
            with context.wrap_socket(line, server_side=True) as wire:
                play(wire)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(10)


def hangs(wire: ssl.SSLSocket) -> None:
    wire.recv(1)


def drips(wire: ssl.SSLSocket) -> None:
    while True:
        wire.sendall(b"*")
        time.sleep(0.05)


def answers(script: dict[bytes, bytes]) -> Callable[[ssl.SSLSocket], None]:
    """For each command that holds the word, what is said before the OK."""

    def play(wire: ssl.SSLSocket) -> None:
        wire.sendall(b"* OK IMAP4rev1 ready\r\n")
        reader = wire.makefile("rb")
        while line := reader.readline():
            tag = line.split(b" ")[0]
            said = next((text for word, text in script.items() if word in line), b"")
            wire.sendall(said + tag + b" OK done\r\n")

    return play


def read_all(port: int) -> None:
    with visit(box(port), MOST) as here:
        for uid in here.waiting():
            here.fetch(uid)


CAPABLE = {b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n", b"SELECT": b"* 1 EXISTS\r\n"}


@pytest.mark.parametrize(
    ("play", "code"),
    [
        pytest.param(hangs, "timeout", id="says nothing"),
        pytest.param(drips, "timeout|reset|bad_answer", id="drips without end"),
        pytest.param(lambda wire: wire.sendall(b"HTTP/1.1 200 OK\r\n\r\n"), "bad_answer|reset", id="is no mail server"),
        pytest.param(lambda wire: wire.sendall(b"* OK " + b"a" * 3_000_000), "bad_answer|reset|too_long", id="a line without end"),
        pytest.param(answers(CAPABLE | {b"SEARCH": b"* SEARCH {999999999999}\r\n"}), "too_long", id="a literal of a terabyte"),
        pytest.param(answers(CAPABLE | {b"SEARCH": b"* SEARCH 1\r\n", b"FETCH": b"* 1 FETCH (RFC822.SIZE 5 BODY[] {4294967296}\r\n"}), "too_long", id="a mail larger than it said"),
    ],
)  # fmt: skip
def test_a_server_that_lies_or_hangs_is_left(
    ca: trustme.CA, monkeypatch: pytest.MonkeyPatch, play: Callable[[ssl.SSLSocket], None], code: str
) -> None:
    """Attack of promise A-RP6."""
    monkeypatch.setattr(imap, "STEP_S", 0.5)
    monkeypatch.setattr(imap, "TOTAL_S", 1.0)
    began = time.monotonic()
    with liar(ca, play) as port, pytest.raises(BoxTrouble, match=code):
        read_all(port)
    assert time.monotonic() - began < 60  # two of them would never end


@pytest.mark.parametrize("said", [b"* SEARCH x y z\r\n", b"* SEARCH\r\n", b"", b"* SEARCH 1 1 1\r\n* 1 FETCH NIL\r\n"])
def test_answers_that_are_none_are_survived(ca: trustme.CA, said: bytes) -> None:
    with liar(ca, answers(CAPABLE | {b"SEARCH": said})) as port, visit(box(port), MOST) as here:
        for uid in here.waiting():
            assert here.fetch(uid) is None


def test_inside_is_out_of_reach_unless_the_operator_allows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMPART_ALLOW_PRIVATE")
    with pytest.raises(BoxTrouble, match="barred"), visit(box(993), MOST):
        pass
