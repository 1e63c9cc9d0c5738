"""A hostile mail is read within its bounds, shown as text alone, and never raises."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.message import page
from rempart.mail.core.message.limits import MAX_PARTS
from rempart.mail.core.message.urls import host_of
from rempart.mail.core.reported.limits import MAX_FILES, MAX_LINKS, MAX_TEXT
from rempart.mail.core.reported.look import look
from rempart.mail.core.reported.plain import defanged, defanged_link, one_line, printable
from tests.mail.reported_mails import mail, nested


def test_an_ordinary_mail_is_read() -> None:
    seen = look(mail(html='<p>See <a href="https://evil.example/x">bank.example</a></p>', file=("a.zip", b"PK")))
    assert (seen.subject, seen.sender, seen.address, seen.domain) == (
        "Your mailbox is full", "Help desk", "it@mail-quota.example", "mail-quota.example"
    )  # fmt: skip
    assert seen.hosts == ("evil.example", "mail-quota.example")
    assert [(one.name, one.size) for one in seen.files] == [("a.zip", 2)]
    assert seen.text.startswith("Dear colleague")
    assert not seen.is_cut


def test_encoded_words_and_charsets_are_decoded_and_lies_survived() -> None:
    assert look(mail(subject="Votre boîte est pleine — 已满")).subject == "Votre boîte est pleine — 已满"
    raw = b"From: x\r\nSubject: =?nope-9?b?////?=\r\nContent-Type: text/plain; charset=klingon\r\n\r\nh\xe9llo"
    assert "llo" in look(raw).text


def test_only_html_is_shown_as_its_text_without_scripts() -> None:
    raw = b"Subject: x\r\nContent-Type: text/html\r\n\r\n<style>a{}</style><h1>Hi</h1><script>alert(1)</script><p>There<br>you</p>"
    assert look(raw).text == "Hi\n\nThere\nyou"


@pytest.mark.parametrize("depth", [200, 5_000])
def test_parts_within_parts_end(depth: int) -> None:
    began = time.process_time()
    seen = look(nested(depth))
    assert seen.subject == "deep"
    assert time.process_time() - began < 5


def test_two_hundred_deep_and_many_megabytes_is_read_by_its_beginning() -> None:
    began = time.process_time()
    seen = look(nested(200) + b"x" * 70 * 1 + (b"line of text\r\n" * 500_000))
    assert seen.is_cut
    assert time.process_time() - began < 8


def test_everything_has_a_number() -> None:
    links = " ".join(f"https://h{n}.example/" for n in range(MAX_LINKS + 50))
    seen = look(mail(links + "y" * (MAX_TEXT + 10)))
    assert len(seen.links) == MAX_LINKS
    assert len(seen.text) == MAX_TEXT
    assert seen.is_cut
    part = b'--b\r\nContent-Type: application/x; name="f"\r\n\r\nz\r\n'
    many = look(b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * (MAX_PARTS + 20) + b"--b--\r\n")
    assert len(many.files) == MAX_FILES
    assert many.is_cut


def test_a_head_without_end_and_one_of_many_lines() -> None:
    assert look(b"Subject: " + b"a" * 3_000_000).subject
    assert look(b"X-A: b\r\n" * 100_000 + b"Subject: last\r\n\r\nhello").text == "hello"


@pytest.mark.parametrize(
    "evil",
    ["<" * 300_000, "<!--" * 100_000, "<script>" * 50_000, "<a href=" * 50_000, "&#" * 150_000, "<a b='" * 50_000],
)
def test_broken_html_costs_no_more_than_its_length(evil: str) -> None:
    began = time.process_time()
    page.read(evil)
    assert time.process_time() - began < 3


def test_links_are_shown_and_cannot_be_followed() -> None:
    said = defanged("Go to https://evil.example/a.b?c or www.evil.example now, e.g. tomorrow.")
    assert said == "Go to hxxps://evil[.]example/a[.]b?c or www[.]evil[.]example now, e.g. tomorrow."
    assert defanged_link("https://user@evil.example/") == "hxxps://user[@]evil[.]example/"


def test_letters_that_turn_a_line_round_are_gone() -> None:
    assert printable("invoice\u202efdp.exe\u200b\x00") == "invoicefdp.exe"
    assert one_line("a\r\nBcc: b") == "a Bcc: b"
    assert look(mail(subject="x", file=("a\u202etxt.exe", b"1"))).files[0].name == "atxt.exe"


def test_hosts() -> None:
    assert host_of("https://bank.example@evil.example:8080/x") == "evil.example"
    assert host_of("HTTPS://EVIL.example.") == "evil.example"
    assert host_of("mailto:x@y.example") == ""


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000))
def test_no_bytes_raise(raw: bytes) -> None:
    look(raw)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([
    b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n", b"--b\r\n", b"--b--\r\n", b"From: =?utf-8?q?=ff?=\r\n", b"Content-Type: message/rfc822\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: text/html; charset=utf-7\r\n", b"!!!\xff\x00", b"Subject: x\r\n y\r\n", b"<a href=https://x.example>",
    b"Content-Disposition: attachment; filename*=utf-8''%ff\r\n", b"Content-Transfer-Encoding: uuencode\r\n", b"begin 644 x\r\n",
]), max_size=25))  # fmt: skip
def test_no_shuffled_mail_raises(pieces: list[bytes]) -> None:
    look(b"".join(pieces))
