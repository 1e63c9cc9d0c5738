"""Outlook's own files: what a person saw comes out as a mail; a hostile one is refused with one fault, in bounded time."""

import email
import email.policy
import io
import struct
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.message import rich_text
from rempart.mail.core.message.letter import Letter
from rempart.mail.core.message.outlook import MAX_FILE, NoMail, as_mail, is_outlook
from rempart.mail.core.message.parts import parse
from tests.mail.archives import ole
from tests.mail.letters import verdict
from tests.mail.outlook_file import FIXED, outlook_mail, streams

HEADS = (
    "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from a by b;\r\n\tMon, 2 Nov 2026 10:00:00 +0000\r\n"
    "From: PayPal Security <service@paypal-secure.icu>\r\nTo: camille@acme.example\r\nSubject: Your account has been limited\r\n"
    'Content-Type: multipart/mixed; boundary="other"\r\nMIME-Version: 1.0\r\n'
)
RICH = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}"
    rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Caf\'e9 \u8364?5{\*\htmltag84 <a href="
    rb'"https://paypal-secure.icu/login">}Confirm now{\*\htmltag92 </a>}\htmlrtf }\htmlrtf0 {\*\mhtmltag84 <a href="x">}{\*\htmltag72 </p>}}'
)


def packed(rich: bytes) -> bytes:
    """Every letter as it is: the packing allows it."""
    body = b"".join(b"\0" + rich[at : at + 8] for at in range(0, len(rich), 8))
    return struct.pack("<IIII", len(body) + 12, len(rich), 0x75465A4C, 0) + body


def opened(raw: bytes) -> Letter:
    return parse(io.BytesIO(as_mail(raw)))


def test_header_lines_as_they_came_and_bodies():
    letter = opened(outlook_mail(heads=HEADS, body="Hello café", html=b"<p>Hello</p>"))
    assert letter.first("from") == "PayPal Security <service@paypal-secure.icu>"
    assert letter.first("received") == "from a by b; Mon, 2 Nov 2026 10:00:00 +0000"
    assert [name for name, _ in letter.headers].count("content-type") == 1
    assert [part.kind for part in letter.parts] == ["text/plain", "text/html"]
    assert letter.parts[0].body.decode().startswith("Hello café")
    assert not letter.faults


def test_a_mail_without_header_lines_is_told_by_what_outlook_shows():
    second = datetime_of(2026, 11, 2)
    fixed = bytes(32) + struct.pack("<HHIQ", 0x40, 0x39, 6, second)
    made = streams(subject="Réunion", sender="anna@hafenwerk.example", name="Anna Bérg", body="Bonjour") | {
        FIXED: fixed
    }
    letter = opened(ole(made))
    shown = email.message_from_bytes(as_mail(ole(made)), policy=email.policy.default)
    assert (shown["subject"], shown["from"]) == ("Réunion", "Anna Bérg <anna@hafenwerk.example>")
    assert letter.first("date").startswith("Mon, 02 Nov 2026")


def datetime_of(year: int, month: int, day: int) -> int:
    return int((datetime(year, month, day, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def test_attachments_and_a_mail_within():
    inner = {
        f"__attach_version1.0_#00000001/__substg1.0_3701000D/{path}": data
        for path, data in streams(heads=HEADS, body="within").items()
    }
    made = streams(sender="a@b.example", subject="Fwd", body="see", attached=b"MZ\x90", called="rechnung.pdf.exe")
    letter = opened(ole(made | inner))
    assert [part.name for part in letter.parts if part.name] == ["rechnung.pdf.exe"]
    assert letter.parts[-1].body.startswith(b"MZ\x90")
    assert [one.first("subject") for one in letter.letters] == ["Your account has been limited"]


def test_html_within_rich_text():
    said, is_html = rich_text.words(rich_text.unpacked(packed(RICH)))
    assert is_html
    assert said == '<p>Café €5<a href="https://paypal-secure.icu/login">Confirm now</a></p>'
    letter = opened(outlook_mail(heads=HEADS, rich=packed(RICH)))
    assert letter.parts[-1].kind == "text/html"


def test_packed_text_that_repeats_itself():
    """The example of MS-OXRTFCP, section 3.1.1."""
    raw = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert rich_text.unpacked(raw) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_verdict_on_it_is_that_on_the_mail():
    held = outlook_mail(heads=HEADS, rich=packed(RICH), body="Verify your account within 24 hours.")
    seen = verdict(as_mail(held))
    assert seen.verdict == "phishing"
    assert seen.evidence.domains == ("paypal-secure.icu",)


@pytest.mark.parametrize(
    "raw",
    [b"", bytes(600), outlook_mail(body="x")[:600], ole({"WordDocument": b"\xec\xa5"}), outlook_mail(body="x").replace(b"\x09\x00\x06\x00", b"\xff\xff\x06\x00", 1)],
    ids=["nothing", "zeros", "cut", "a document of Word", "sectors without end"],
)  # fmt: skip
def test_what_holds_no_mail_is_one_fault(raw):
    with pytest.raises(NoMail):
        as_mail(raw)


def test_streams_that_lie_upon_each_other_are_not_read_again_and_again():
    """Attack of promise MV8: fourteen names for the same bytes, each said to be the whole file."""
    raw = outlook_mail(heads=HEADS, body="x" * 9_000, html=b"<p>" * 3_000, attached=b"a" * 9_000, called="a.bin")
    one = "__substg1.0_10130102".encode("utf-16-le")
    at = raw.index(one) + 116
    two = raw.index("__substg1.0_1000001F".encode("utf-16-le")) + 116
    four = raw.index("__substg1.0_37010102".encode("utf-16-le")) + 116
    whole = bytearray(raw)
    for place in (at, two, four):
        whole[place : place + 8] = struct.pack("<IQ", 1, len(raw) - 1_024)[:8]
    begun = time.process_time()
    with suppress(NoMail):
        assert len(as_mail(bytes(whole))) < len(raw) * 3
    assert time.process_time() - begun < 5


def test_a_line_of_the_headers_cannot_open_a_part_or_a_header_of_ours():
    """Attack of promise MV8: header lines are the sender's words."""
    heads = HEADS + "X-A: b\r\n--=_outlook_0\r\nContent-Type: text/html\r\n\r\n<p>planted</p>\r\n"
    letter = opened(outlook_mail(heads=heads, body="real", attached=b"x", called='a"\r\nContent-Type: text/html; b="'))
    assert [part.kind for part in letter.parts] == ["text/plain", "application/octet-stream"]
    assert letter.parts[0].body.startswith(b"real")


def test_packed_text_is_bounded():
    bomb = struct.pack("<IIII", 99, 2**31, 0x75465A4C, 0) + (b"\xff" + b"\x00\x0f" * 8) * 200_000
    begun = time.process_time()
    assert len(rich_text.unpacked(bomb)) <= rich_text.MAX_RICH + 200
    assert rich_text.words(b"{" * 300_000 + b"\\u-1?" * 1_000)[0] != ""
    assert time.process_time() - begun < 20


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_change_of_a_file_raises_anything_else(data):
    """Attack of promise MV8."""
    raw = bytearray(BASE)
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(8, len(raw) - 1) | st.sampled_from(HOT))
        raw[at] = data.draw(st.integers(0, 255))
    with suppress(NoMail):
        assert parse(io.BytesIO(as_mail(bytes(raw)))) is not None


BASE = outlook_mail(heads=HEADS, rich=packed(RICH), attached=b"MZ", called="a.exe")
HOT = [*range(24, 80), *range(512, 560), *range(len(BASE) - 2_048, len(BASE))]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([0x75465A4C, 0x414C454D]))
def test_rich_text_never_raises(raw, kind):
    rich_text.words(raw)
    rich_text.words(rich_text.unpacked(struct.pack("<IIII", 0, 4_000, kind, 0) + raw))


def test_only_files_of_that_kind_are_taken_for_it():
    assert is_outlook(BASE)
    assert not is_outlook(b"From: a@b.example")
    assert len(BASE) < MAX_FILE
