"""A mail is taken apart as programs do, whatever is wrong with it, and never without end."""

import base64
import binascii
import hashlib
import io
import random
import resource
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.message import limits
from rempart.mail.core.message.letter import Letter
from rempart.mail.core.message.parts import parse


def taken(raw: bytes | str) -> Letter:
    return parse(io.BytesIO(raw if isinstance(raw, bytes) else raw.encode()))


def test_an_ordinary_letter_with_an_attachment():
    data = bytes(range(256)) * 40
    packed = base64.encodebytes(data).decode()
    letter = taken(
        'From: a@b.example\r\nSubject: one\r\n two\r\nContent-Type: multipart/mixed; boundary="x y"\r\n\r\npreamble\r\n--x y\r\n'
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nd=E9j=E0 vu=\r\n!\r\n"
        f"--x y\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{packed}\r\n--x y--\r\nepilogue\r\n"
    )
    first, second = letter.parts
    assert letter.first("subject") == "one two"
    assert (first.kind, first.charset, first.body.strip()) == ("text/plain", "iso-8859-1", b"d\xe9j\xe0 vu!")
    assert (second.name, second.size, second.sha256) == ("résumé.pdf", len(data), hashlib.sha256(data).hexdigest())
    assert not letter.faults


def test_a_mail_within_the_mail_is_a_letter_of_its_own():
    letter = taken(
        "From: a@b.example\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nsee this\n"
        "--o\nContent-Type: message/rfc822\n\nFrom: evil@c.example\nSubject: inner\nContent-Type: multipart/alternative; boundary=i\n\n"
        "--i\nContent-Type: text/html\n\n<p>inner</p>\n--i--\n--o\nContent-Type: text/plain\n\nafter\n--o--\n"
    )
    assert [part.body.strip() for part in letter.parts] == [b"see this", b"after"]
    assert (letter.letters[0].first("from"), letter.letters[0].parts[0].body.strip()) == (
        "evil@c.example",
        b"<p>inner</p>",
    )


def test_a_mail_within_the_mail_has_its_own_bytes():
    inner = b"From: evil@c.example\r\nSubject: in\xe9ner\r\n\r\ntext \xff\r\nend"
    deeper = (
        b"Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--i--"
    )
    for one in (inner, deeper):
        head = (
            b"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822; name=a.eml\r\n\r\n"
        )
        raw = head + one + b"\r\n--o--\r\n"
        found = taken(raw).letters
        assert [letter.source(raw) for letter in found] == [one, inner][: len(found)]
        assert (found[0].name, found[-1].first("from")) == ("a.eml", "evil@c.example")
    open_ended = head + inner
    assert taken(open_ended).letters[0].source(open_ended) == inner


def test_a_mail_behind_an_encoding_is_a_letter_too_and_a_chain_of_them_ends():
    inner = b"From: evil@c.example\n\ntext"
    head = b'From: a@b.example\nContent-Type: application/x; name="m.eml"\nContent-Transfer-Encoding: base64\n\n'
    letter = taken(head + base64.encodebytes(inner))
    assert [(one.name, one.held, one.first("from")) for one in letter.letters] == [("m.eml", inner, "evil@c.example")]
    raw = inner
    for _ in range(20):
        raw = head + base64.encodebytes(raw)
    assert len(taken(raw).letters) == limits.MAX_LETTERS
    short = taken(b"Content-Type: application/x; name=m.eml\n\n" * 2_000)
    assert len(short.letters) == limits.MAX_LETTERS


def test_a_chain_of_large_mails_is_taken_apart_no_further_than_its_bytes_allow():
    one = b"Content-Type: application/x; name=m.eml\nX-Long: " + b"x" * 60_000 + b"\n\n"
    many = taken(one * 200)  # 12 million bytes
    assert len(many.letters) == 2
    assert "too_large" in many.faults


def test_lines_that_look_like_boundaries_cost_no_more_than_others():
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(50)).encode()
    begun = time.process_time()
    letter = taken(head + b"Subject: x\n\n" + b"--b99\n" * 500_000 + b"--b3--\n")
    assert time.process_time() - begun < 4
    assert letter.parts[0].size == 6 * 500_000


def test_uuencoded_parts_are_read():
    data = bytes(range(200))
    packed = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    letter = taken(b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n" + packed + b"!!!\xff\n`\nend\n")
    assert letter.parts[0].body == data


def test_two_hundred_nested_parts_are_bounded_and_their_text_is_read():
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(200))
    letter = taken(f"From: a@b.example\n{head}Content-Type: text/plain\n\ndeep\n")
    assert "too_deep" in letter.faults
    shallow = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(40))
    assert taken(f"From: a@b.example\n{shallow}Content-Type: text/plain\n\ndeep\n").parts[0].body.strip() == b"deep"


def test_ten_thousand_mails_within_mails():
    letter = taken("From: a@b.example\nContent-Type: message/rfc822\n\n" * 10_000)
    assert len(letter.letters) == limits.MAX_LETTERS
    assert "too_deep" in letter.faults


def test_a_bomb_of_headers_and_a_bomb_of_parts():
    begun = time.process_time()
    assert "too_many_headers" in taken("X-A: b\n" * 200_000 + "\nbody").faults
    assert "too_many_headers" in taken("X-A: b\n" + " more\n" * 400_000 + "\nbody").faults
    many = taken("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 50_000)
    assert "too_many_parts" in many.faults
    assert len(many.parts) <= limits.MAX_PARTS
    assert time.process_time() - begun < 20


class _Endless(io.RawIOBase):
    """A gigabyte of attachment that nobody holds."""

    def __init__(self, size: int) -> None:
        self.head = io.BytesIO(
            b"From: a@b.example\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: 8bit\n\n"
        )
        self.left = size

    def readline(self, most: int = -1) -> bytes:  # type: ignore[override]
        line = self.head.readline(most)
        if line or self.left <= 0:
            return line
        size = min(self.left, most)
        self.left -= size
        return b"x" * size


def test_a_gigabyte_is_counted_and_not_held():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    letter = parse(_Endless(1024**3))  # type: ignore[arg-type]
    assert letter.parts[0].size == 1024**3
    assert len(letter.parts[0].body) == limits.MAX_HEAD
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\n", b"\n\n", b"no header at all", b"From a mbox line\nFrom: a@b.example\n\nx", b"\x00\xff" * 500, b":\n:\n\n",
        b"Content-Type: multipart/mixed\n\n--x", b'Content-Type: multipart/mixed; boundary=""\n\n----\n',
        b"Content-Type: text/plain; charset=nope\nContent-Transfer-Encoding: nope\n\nx",
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nx\n--a--\n--a--\n",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n=====AAA=\x80%%%", b"Subject: " + b"=?" * 30_000 + b"\n\n",
    ],
)  # fmt: skip
def test_broken_mails_are_letters_all_the_same(raw):
    assert taken(raw).letters == []


def test_header_and_text_without_a_blank_line_between():
    letter = taken("From: a@b.example\nhello, this is text\nmore text\n")
    assert "headers" in letter.faults
    assert b"hello" in letter.parts[0].body


_ATOMS = st.sampled_from(
    [b"--a", b"--a--", b"\n", b"\r\n", b"Content-Type: multipart/mixed; boundary=a", b"Content-Type: message/rfc822", b"From: x@y.example",
     b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"=3D=\n", b" folded", b"\xff\x00", b"text: x"]
)  # fmt: skip


@given(st.lists(st.one_of(_ATOMS, st.binary(max_size=30)), max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_a_letter(pieces):
    letter = taken(b"".join(pieces))
    assert sum(len(part.body) for part in letter.parts) <= sum(map(len, pieces)) * 2 + 10


def test_the_same_parts_as_pythons_own_reader_finds():
    """On mails that are whole, the standard library is a second opinion."""
    import email
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    draw = random.Random(3)
    for _ in range(30):
        whole = MIMEMultipart("mixed")
        for _ in range(draw.randint(1, 5)):
            inner = MIMEMultipart("alternative")
            inner.attach(MIMEText("é" * draw.randint(0, 300), "plain", "utf-8"))
            inner.attach(MIMEText("<p>é</p>", "html", draw.choice(("utf-8", "iso-8859-1"))))
            whole.attach(draw.choice((inner, MIMEText("x\n" * draw.randint(0, 200), "plain", "us-ascii"))))
        raw = whole.as_bytes()
        theirs = [
            part.get_payload(decode=True) for part in email.message_from_bytes(raw).walk() if not part.is_multipart()
        ]
        assert [part.body.rstrip(b"\n") for part in taken(raw).parts] == [one.rstrip(b"\n") for one in theirs]
