"""The SMTP door over real sockets and TLS: what strangers, guessers, smugglers, drippers and relayers try there."""

import base64
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.net import smtp_door, smtp_talk
from rempart.mail.net.smtp_door import Door
from rempart.mail.net.smtp_talk import Pass

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
OURS, SECRET = "report@lavande.example", "rempart_report_lena"


@dataclass
class Memory:
    """A gate that keeps what came; `is_own` says whether this machine counts as an own server."""

    is_own: bool = True
    got: list[tuple[str, str, bytes]] = field(default_factory=list)

    def is_own_server(self, peer: str) -> bool:
        return self.is_own

    def pass_of(self, secret: str) -> Pass | None:
        return Pass("lena") if secret == SECRET else None

    def takes(self, address: str, peer: str, held: Pass | None) -> bool:
        return address == OURS

    def take(self, address: str, peer: str, held: Pass | None, raw: bytes) -> str:
        self.got.append((held.key if held else "", peer, raw))
        return "250 2.0.0 Taken"

    def leave(self) -> None:
        """Nothing is held."""


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def papers(ca: trustme.CA) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1", "localhost").configure_cert(made)
    return made


@pytest.fixture
def gate() -> Memory:
    return Memory()


@pytest.fixture
def door(gate: Memory, papers: ssl.SSLContext) -> Iterator[Door]:
    here = Door("127.0.0.1", 0, gate, lambda: papers)
    yield here
    here.close()


class Raw:
    """Bytes by hand."""

    def __init__(self, door: Door) -> None:
        self.line = socket.create_connection(("127.0.0.1", door.port), 10)
        self.file = self.line.makefile("rb")
        self.hear()

    def hear(self) -> str:
        """One answer, however many lines; empty once the other side hung up."""
        text = ""
        while line := self.file.readline().decode():
            text += line
            if line[3:4] != "-":
                break
        return text

    def ask(self, *words: str) -> list[str]:
        """Each with its answer."""
        said = []
        for word in words:
            self.line.sendall(word.encode() + b"\r\n")
            said.append(self.hear())
        return said

    def close(self) -> None:
        self.file.close()
        self.line.close()


@pytest.fixture
def raw(door: Door) -> Iterator[Raw]:
    here = Raw(door)
    yield here
    here.close()


BEGIN = ("EHLO x", "MAIL FROM:<a@b.example>", f"RCPT TO:<{OURS}>", "DATA")


def codes(said: list[str]) -> list[str]:
    return [one[:3] for one in said]


def test_a_mail_comes_in_as_it_is_with_a_key_and_from_an_own_server(door: Door, gate: Memory, ca: trustme.CA) -> None:
    trust = ssl.create_default_context()
    ca.configure_trust(trust)
    mail = b"From: a@b.example\r\nSubject: \xe9\r\n\r\n.one\r\n..two\r\nbare\x80\r\n"
    for is_own in (True, False):
        gate.is_own = is_own
        with smtplib.SMTP("127.0.0.1", door.port, timeout=10) as client:
            if not is_own:
                with pytest.raises(smtplib.SMTPSenderRefused, match="530"):
                    client.sendmail("lena@x.example", OURS, mail)
                with pytest.raises(smtplib.SMTPException):
                    client.login("lena", SECRET)  # never in clear: it is not even offered
                client.starttls(context=trust)
                with pytest.raises(smtplib.SMTPAuthenticationError):
                    client.login("lena", "wrong")
                client.login("lena", SECRET)
            client.sendmail("lena@x.example", OURS.upper(), mail)
            client.sendmail("", OURS, mail)
    assert gate.got == [(who, "127.0.0.1", mail) for who in ("", "", "lena", "lena")]


def test_nothing_is_relayed_and_guessing_ends(raw: Raw, gate: Memory) -> None:
    raw.ask("EHLO x", "MAIL FROM:<a@b.example>")
    others = ("boss@elsewhere.example", f"{OURS}@elsewhere.example", f"elsewhere.example!{OURS}")
    said = raw.ask(*(f"RCPT TO:<{one}>" for one in others))
    assert codes(said) == ["550", "550", "421"]
    assert raw.hear() == ""
    assert gate.got == []


def test_one_recipient_and_no_other_beside_it(raw: Raw) -> None:
    said = raw.ask(*BEGIN[:3], "RCPT TO:<boss@elsewhere.example>", f"RCPT TO:<@relay.example:{OURS}>", "VRFY root", "EXPN all", "TURN")  # fmt: skip
    assert codes(said) == ["250", "250", "250", "452", "250", "502", "502", "502"]


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\n\r.\r\n"])
def test_no_second_mail_is_smuggled_behind_a_false_full_stop(raw: Raw, gate: Memory, end: bytes) -> None:
    """The class of CVE-2023-51764: another server passes these bytes on as part of one mail."""
    raw.ask(*BEGIN)
    second = f"MAIL FROM:<boss@lavande.example>\r\nRCPT TO:<{OURS}>\r\nDATA\r\n".encode()
    raw.line.sendall(b"Subject: one\r\n\r\nhello" + end + second + b"Subject: forged\r\n\r\n.\r\n")
    assert raw.hear().startswith("550 5.6.0")
    assert codes(raw.ask("NOOP")) == ["250"]
    assert gate.got == []


def test_no_line_of_the_head_is_smuggled_in(raw: Raw, gate: Memory) -> None:
    """To whoever vouches for senders this is one line that says nothing; a reader of mails would see two."""
    raw.ask(*BEGIN)
    raw.line.sendall(b"X-A: b\nAuthentication-Results: mx.lavande.example; dmarc=pass\r\n\r\nhi\r\n.\r\n")
    assert raw.hear().startswith("550 5.6.0")
    assert gate.got == []


def pushed(raw: Raw, what: bytes, most: int, pause_s: float = 0.0) -> int:
    """How many bytes went out before nobody listened any more."""
    sent = 0
    while sent < most:
        try:
            raw.line.sendall(what)
        except OSError:
            break
        sent += len(what)
        time.sleep(pause_s)  # dripping is the attack
    return sent


@pytest.mark.parametrize("before", ["STARTTLS", "DATA"])
def test_whoever_talks_ahead_is_left(raw: Raw, gate: Memory, before: str) -> None:
    """Commands sent in clear before the handshake would else be answered as if they had been encrypted."""
    raw.ask(*BEGIN[: 3 if before == "DATA" else 1])
    raw.line.sendall(before.encode() + b"\r\nMAIL FROM:<evil@x.example>\r\n")
    assert raw.hear().startswith("503 5.5.0")
    assert raw.hear() == ""
    assert gate.got == []


def test_nothing_said_in_clear_outlives_encryption(raw: Raw, ca: trustme.CA) -> None:
    trust = ssl.create_default_context()
    ca.configure_trust(trust)
    assert codes(raw.ask(*BEGIN[:3], "STARTTLS")) == ["250", "250", "250", "220"]
    raw.line = trust.wrap_socket(raw.line, server_hostname="localhost")
    raw.file = raw.line.makefile("rb")
    said = raw.ask("DATA", "EHLO x", "AUTH PLAIN !!", "AUTH PLAIN " + base64.b64encode(b"a\0b").decode())
    assert codes(said) == ["503", "250", "535", "535"]


def test_a_gigabyte_is_left_after_what_a_report_may_hold(raw: Raw, gate: Memory) -> None:
    assert codes(raw.ask("EHLO x", f"MAIL FROM:<a@b.example> SIZE={1024**3}")) == ["250", "552"]
    raw.ask(*BEGIN[1:])
    shortest_lines = b"\r\n" * 32_768  # nothing is kept for each
    assert pushed(raw, shortest_lines, 1024**3) < 4 * MAX_MAIL
    assert gate.got == []


def test_endless_commands_and_half_lines_end(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Raw(door)
    first.line.sendall(b"A" * 5_000)
    assert first.hear().startswith("500 5.5.6")
    first.close()
    second = Raw(door)
    assert codes(second.ask("\x80\x81"))[0] == "500"
    second.close()
    monkeypatch.setattr(smtp_talk, "MAX_COMMANDS", 3)
    third = Raw(door)
    assert codes(third.ask("NOOP", "NOOP", "NOOP")) == ["250", "250", "250"]
    assert third.hear().startswith("421")
    third.close()


def test_whoever_drips_is_left_in_the_end(door: Door, gate: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_talk, "TOTAL_S", 0.4)
    slow = Raw(door)
    assert pushed(slow, b"N", 400, pause_s=0.02) < 300
    slow.close()
    assert gate.got == []


def test_few_connections_and_fewer_of_one(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_door, "MAX_FROM_ONE", 2)
    held = [Raw(door) for _ in range(2)]
    with socket.create_connection(("127.0.0.1", door.port), 10) as third:
        assert third.recv(100).startswith(b"421")
    for one in held:
        assert codes(one.ask("QUIT")) == ["221"]
        assert one.hear() == ""
        one.close()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.create_connection(("127.0.0.1", door.port), 10) as again:
            if again.recv(100).startswith(b"220"):
                return
    raise AssertionError("a place never became free")


def test_without_papers_no_key_is_asked_for(gate: Memory, tmp_path: Path) -> None:
    here = Door("127.0.0.1", 0, gate, lambda: None)
    try:
        raw = Raw(here)
        (greeting,) = raw.ask("EHLO x")
        assert "STARTTLS" not in greeting
        assert "AUTH" not in greeting
        assert codes(raw.ask("STARTTLS", "AUTH LOGIN")) == ["502", "538"]
        raw.close()
    finally:
        here.close()
