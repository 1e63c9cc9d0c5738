"""Letters, pages, addresses and links as a person and a mail program see them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.message import addresses, page, urls
from rempart.mail.core.message.decoding import base64_bytes, header, seen, text
from rempart.mail.core.message.forwarded import cut_out
from rempart.mail.core.message.letter import Letter


@pytest.mark.parametrize(
    ("raw", "charset", "is_"),
    [
        ("déjà".encode(), "iso-8859-1-is-a-lie", "déjà"), ("déjà".encode("latin-1"), "utf-8", "déjà"),
        ("密码".encode("gb18030"), "GB2312", "密码"), ("密码".encode("gbk"), "", "ÃÜÂë"), ("x".encode("utf-16"), "utf-16", "x"),
        (b"+BBA-", "utf-7", "А"), (b"x", "idna", "x"), (b"x", "unicode_escape", "x"), (b"x", "zip", "x"), (b"\\x41", "unicode_escape", "\\x41"),
    ],
)  # fmt: skip
def test_charsets_and_their_lies(raw, charset, is_):
    assert text(raw, charset) == is_


def test_encoded_words_are_opened_and_broken_ones_stay():
    assert header("=?utf-8?b?5a+G56CB?= =?utf-8?q?_=C3=A9?=") == "密码 é"
    assert header("=?nope?b?!!?=") == ""
    assert header("=?utf-8?x?abc?=") == "=?utf-8?x?abc?="
    assert header("déjà".encode().decode("latin-1")) == "déjà"


def test_letters_that_nobody_sees_are_gone():
    assert seen("pa\u200by\u00adp\u2060al 𝗮𝗰𝗰𝗼𝘂𝗻𝘁") == "paypal account"


@pytest.mark.parametrize(
    ("raw", "name", "address"),
    [
        ("Anna <anna@b.example>", "Anna", "anna@b.example"), ("anna@b.example (Anna)", "Anna", "anna@b.example"),
        ('"boss@acme.example" <evil@c.example>', "boss@acme.example", "evil@c.example"), ("<A@B.Example>", "", "a@b.example"),
        ("no address", "no address", ""), ("", "", ""), ("x <<a@b.example>", "x <", "a@b.example"),
        ("=?utf-8?b?5a+G56CB?= <a@b.example>", "密码", "a@b.example"),
    ],
)  # fmt: skip
def test_senders(raw, name, address):
    found = addresses.first(raw)
    assert (found.name, found.address) == (name, address)


def test_a_page_as_a_person_sees_it():
    read = page.read(
        "<html><head><title>t</title><style>p{color:red}</style></head><body>Hello <div style='display:none'>secret words</div>"
        "<a href='https://evil.example/x'>https://bank.example</a><!-- gone <a href=z> --><img src=cid:1 alt='Logo'>"
        "<form action='//take.example/'><input type=password></form><script>alert('<b>')</script>end &amp; over</body>"
    )
    assert " ".join(read.shown.split()) == "Hello https://bank.example Logo end & over"
    assert "secret words" in read.hidden
    assert [(one.href, one.text) for one in read.anchors] == [("https://evil.example/x", "https://bank.example")]
    assert (read.has_password, read.has_script, read.forms) == (True, True, ["//take.example/"])


def test_a_tag_ends_outside_its_quotes_and_a_base_is_followed():
    read = page.read("<base href='https://evil.example/a/'><a title='>' href=b>go</a> 1 < 2 <a href='c'>")
    assert [one.href for one in read.anchors] == ["https://evil.example/a/b", "https://evil.example/a/c"]
    assert "1 < 2" in read.shown


@pytest.mark.parametrize(
    "evil",
    ["<" * 400_000, "<a " * 150_000, "<!--" * 100_000, '<a href="' * 50_000, "<div style='" * 40_000, "<b>" * 150_000 + "</b>" * 100,
     "<script>" * 60_000, "<a x='\">" * 50_000, "&" * 400_000, "<p>" * 1000 + "</x>" * 100_000],
    ids=lambda one: one[:8],
)  # fmt: skip
def test_pages_made_to_take_long(evil):
    begun = time.process_time()
    page.read(evil)
    assert time.process_time() - begun < 4


@given(st.text(alphabet="<>/a='\" !-&;bhref\n", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_page_ends(source):
    read = page.read(source)
    assert len(read.shown) + len(read.hidden) <= len(source) * 2 + 10


@pytest.mark.parametrize(
    ("wrapped", "bare"),
    [
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fa&data=x", "https://evil.example/a"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example_a-2Db&d=x", "https://evil.example/a-b"),
        ("https://urldefense.com/v3/__https://evil.example/a*b__;Iw!!x$", "https://evil.example/a#b"),
        ("https://www.google.com/url?q=https://evil.example/a&sa=D", "https://evil.example/a"),
        ("https://www.google.com/amp/s/evil.example/a", "https://evil.example/a"),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fevil.example%2f&c=E", "https://evil.example/"),
        ("https://protect-eu.mimecast.com/s/abc?domain=evil.example", "http://evil.example"),
        ("https://safelinks.protection.outlook.com/?url=" + "https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fevil.example", "https://evil.example"),
        ("https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9ldmlsLmV4YW1wbGUv", "https://evil.example/"),
        ("https://honest.example/?url=https://other.example", "https://honest.example/?url=https://other.example"),
        ("https://notgoogle.com/url?q=https://other.example", "https://notgoogle.com/url?q=https://other.example"),
    ],
)  # fmt: skip
def test_wrappers_are_undone_without_asking(wrapped, bare):
    assert urls.unwrapped(wrapped) == bare


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://bank.example@evil.example/", "evil.example"), ("https://EVIL.example.:8080/", "evil.example"),
        ("http://%65vil.example/", "evil.example"), ("http://3232235777/", "192.168.1.1"), ("http://0xC0A80101/", "192.168.1.1"),
        ("https://evil。example/", "evil.example"), ("https://pаypal.com/", "xn--pypal-4ve.com"), ("https://[::1]/", "::1"), ("http://[bad", ""),
    ],
)  # fmt: skip
def test_hosts_as_they_are_looked_up(url, host):
    assert urls.host_of(url) == host


def test_what_one_registers():
    assert urls.domain_of("a.b.co.uk") == "b.co.uk"
    assert urls.domain_of("anna.github.io") == "anna.github.io"
    assert urls.domain_of("192.0.2.1") == "192.0.2.1"


def test_addresses_out_of_words():
    assert urls.in_words("see https://a.example/x. (www.b.example/y), hxxps://c[.]example/z 访问https://d.example/密码。") == [
        "https://a.example/x", "http://www.b.example/y", "https://c.example/z", "https://d.example/密码"
    ]  # fmt: skip


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_link_or_none(raw):
    for one in (
        raw,
        f"http://{raw}",
        f"https://www.google.com/url?q={raw}",
        f"https://www.bing.com/ck/a?u=a1aHR0{raw}",
    ):
        found = urls.link(one, "text")
        assert found is None or found.host


def test_base64_of_anything():
    assert base64_bytes(b"QQ") == b"A"
    assert base64_bytes(b"Q") == b""
    assert base64_bytes(b"-_-_") == b"\xfb\xff\xbf"


@pytest.mark.parametrize(
    "said",
    [
        "Is this real?\n\n---------- Forwarded message ---------\nFrom: PayPal <x@evil.example>\nDate: today\nSubject: Limited\n\nverify now",
        "Vrai ?\n\n-------- Message transféré --------\nSujet : a\nObjet : Limited\nDe : PayPal <x@evil.example>\n\nverify now",
        "Début du message réexpédié :\n\n> De: PayPal <x@evil.example>\n> Objet: Limited\n>\n> verify now",
        "请看\n-----原始邮件-----\n发件人: PayPal <x@evil.example>\n主题: Limited\n\nverify now",
    ],
)
def test_a_forwarded_mail_is_cut_out(said):
    inner = cut_out(said, Letter())
    assert inner is not None
    assert addresses.first(inner.first("from")).address == "x@evil.example"
    assert header(inner.first("subject")) == "Limited"
    assert b"verify now" in inner.parts[0].body
    assert inner.is_inline


@pytest.mark.parametrize("said", ["", "Forwarded message", "-----Original Message-----\nno headers here", "\n" * 200_000, "> " * 100_000,
                                  "-" * 200_000, "\n-- Forwarded by " * 20_000])  # fmt: skip
def test_what_is_no_forward_is_none_and_takes_no_time(said):
    begun = time.process_time()
    assert cut_out(said, Letter()) is None
    assert time.process_time() - begun < 2
