"""The parsers of what strangers send: what they find, and that nothing makes them fail otherwise than they say."""

import contextlib
import gzip
import json
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.channel.guarded.unpack import Broken, unpack
from rempart.facts.dns_names import DnsMail
from rempart.facts.tls_certificate import TlsCertificate
from rempart.facts.tls_renewal import TlsRenewal
from rempart.scanner.core.certificate import covers, read_certificate
from rempart.scanner.core.collector import Exchange, Handshake, LookError
from rempart.scanner.core.dns_texts import ancestors, has_dkim_key, tagged
from rempart.scanner.core.front import check_page, ends
from rempart.scanner.core.hello import client_hello, staple_in
from rempart.scanner.core.mixed import mixed_content
from rempart.scanner.core.protocols import VERSIONS, is_weak, read_report
from rempart.scanner.core.renewal import DAY_MS, count_renewals
from rempart.scanner.core.security_txt import read_security_txt

NOW = 1_800_000_000_000
HTML_BITS = st.sampled_from(
    [
        "<img src=",
        "http://a.example/x",
        '"',
        "'",
        ">",
        "<style>",
        "url(",
        ")",
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "&#0;",
        "<script src=",
        "<link rel=stylesheet href=",
        "<!DOCTYPE ",
        "<?",
        "srcset=",
        " , ",
        "\x00",
        "<![if",
        "]>",
        "é",
    ]
)


@given(st.lists(HTML_BITS | st.text(max_size=6), max_size=40).map("".join))
@settings(max_examples=300)
def test_mixed_content_reads_anything(page: str) -> None:
    with contextlib.suppress(LookError):
        assert all(address[:7].lower() == "http://" for address in mixed_content(page))


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<img src='http://a.example/1.png'>", ("http://a.example/1.png",)),
        ("<IMG SRC=HTTP://a.example/1.png>", ("HTTP://a.example/1.png",)),
        (
            "<img srcset='http://a.example/1 1x, https://b.example/2 2x, http://c.example/3 3x'>",
            ("http://a.example/1", "http://c.example/3"),
        ),
        ("<link rel='preload stylesheet' href='http://a.example/s.css'>", ("http://a.example/s.css",)),
        ("<link rel=canonical href='http://a.example/'>", ()),
        ("<a href='http://a.example/'>", ()),
        ("<div style=\"background:url('http://a.example/b')\">", ("http://a.example/b",)),
        ('<style>@import "http://a.example/c";</style>', ("http://a.example/c",)),
        ("<p>url(http://a.example/d)</p>", ()),
        ("<!-- <img src='http://a.example/e'> -->", ()),
        ("<script>x = \"<img src='http://a.example/f'>\"</script>", ()),
        ("<img src='http://a.example/1.png'>" * 2, ("http://a.example/1.png",)),
        ("<img src='//a.example/1.png'><img src='/2.png'>", ()),
        ("<img src='/ok' src='http://a.example/second'>", ()),
    ],
)
def test_mixed_content(page: str, found: tuple[str, ...]) -> None:
    assert mixed_content(page) == found


def test_mixed_content_is_capped() -> None:
    assert len(mixed_content("".join(f"<img src='http://a.example/{i}'>" for i in range(500)))) == 20


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["Contact: ", "Expires: ", "mailto:a@b.example", "\n", "# "])).map("".join)
)
@settings(max_examples=300)
def test_security_txt_reads_anything(text: str) -> None:
    fact = read_security_txt(text, NOW)
    assert fact.is_present or fact == read_security_txt("", NOW)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Contact: mailto:a@b.example\nExpires: 2027-03-01T00:00:00z\n", ()),
        ("# hello\ncontact: https://b.example/\nEXPIRES: 2027-03-01T00:00:00+01:00", ()),
        ("Contact: a@b.example\nExpires: 2027-03-01T00:00:00Z", ("bad_contact",)),
        ("Expires: 2027-03-01T00:00:00Z", ("no_contact",)),
        ("Contact: tel:+33-1", ("no_expires",)),
        ("Contact: tel:+33-1\nExpires: soon", ("bad_expires",)),
        ("Contact: tel:+33-1\nExpires: 2026-01-01T00:00:00Z", ("expired",)),
        ("Contact: tel:+33-1\nExpires: 2036-01-01T00:00:00Z", ("far_expires",)),
        ("Contact: tel:+33-1\nExpires: 2027-03-01T00:00:00Z\nExpires: 2027-03-01T00:00:00Z", ("two_expires",)),
    ],
)
def test_security_txt_faults(text: str, faults: tuple[str, ...]) -> None:
    fact = read_security_txt(text, NOW)
    assert (fact.is_present, fact.faults) == (True, faults)


@pytest.mark.parametrize(
    "text", ["", "<html>Contact: us</html>", "404 not found", "a: b\n", "-----BEGIN PGP SIGNATURE-----\nContact: x"]
)
def test_no_security_txt(text: str) -> None:
    assert not read_security_txt(text, NOW).is_present


@given(
    st.lists(st.text(max_size=60) | st.sampled_from(["v=spf1", "v=spf1 -all", "v=spf10", "p=;p=x", "p=x"]), max_size=5)
)
@settings(max_examples=200)
def test_dns_texts_read_anything(texts: list[str]) -> None:
    spf = tagged(texts, "v=spf1")
    assert spf is None or all(line[:6].lower() == "v=spf1" for line in spf.split("\n") if "v=spf1" in line.lower())
    assert has_dkim_key(texts) in (True, False)
    assert isinstance(DnsMail(mx=(), spf=spf, dmarc=None, dkim_selectors=(), has_mta_sts=False), DnsMail)


def test_dns_texts() -> None:
    assert tagged(["V=SPF1 -all", "v=spf10", "v=spf1"], "v=spf1") == "V=SPF1 -all\nv=spf1"
    assert not has_dkim_key(["v=DKIM1; p=", "v=DKIM1"])
    assert has_dkim_key(["v=DKIM1; k=rsa; p=MIG"])
    assert ancestors("a.b.shop.example", "shop.example") == ("a.b.shop.example", "b.shop.example", "shop.example")
    assert ancestors("shop.example", "shop.example") == ("shop.example",)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "identity", "", None, "GZIP", "x"]))
@settings(max_examples=200)
def test_unpack_reads_anything(body: bytes, coding: str | None) -> None:
    try:
        plain, _ = unpack(body, coding, 100)
    except Broken:
        return
    assert len(plain) <= 100


@given(st.binary(max_size=2_000), st.integers(1, 3_000))
@settings(max_examples=100)
def test_unpack_returns_what_was_packed(body: bytes, limit: int) -> None:
    raw = zlib.compressobj(wbits=-15)
    for packed, coding in (
        (gzip.compress(body), "gzip"),
        (zlib.compress(body), "deflate"),
        (raw.compress(body) + raw.flush(), "deflate"),
    ):
        assert unpack(packed, coding, limit) == (body[:limit], len(body) > limit)


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=3), st.integers(-5, 80))
@settings(max_examples=100)
def test_certificates_are_read_or_refused(chain: list[bytes], code: int) -> None:
    with pytest.raises(LookError, match="bad_answer"):
        read_certificate(Handshake("shop.example", "127.0.0.1", tuple(chain), code, True, None), NOW)


@pytest.mark.parametrize(
    ("names", "host", "is_covered"),
    [
        (["shop.example"], "SHOP.example.", True),
        (["*.shop.example"], "www.shop.example", True),
        (["*.shop.example"], "shop.example", False),
        (["*.shop.example"], "a.b.shop.example", False),
        (["*.example"], "shop.example", False),
        (["w*.shop.example"], "www.shop.example", False),
        (["*"], "localhost", False),
        (["127.0.0.1"], "127.0.0.1", True),
        (["*.0.0.1"], "127.0.0.1", False),
        (["::1"], "0:0:0:0:0:0:0:1", True),
        ([], "shop.example", False),
    ],
)
def test_names_covered(names: list[str], host: str, is_covered: bool) -> None:
    assert covers(names, host) is is_covered


def report(suites: dict[str, list[str]], **changes: Any) -> str:
    results = {
        f"{key}_cipher_suites": {
            "status": "COMPLETED",
            "error_reason": None,
            "result": {"accepted_cipher_suites": [{"cipher_suite": {"name": name}} for name in suites.get(key, [])]},
        }
        for key in VERSIONS
    }
    scan = {"connectivity_status": "COMPLETED", "scan_result": results, **changes}
    return json.dumps({"sslyze_version": "6.3.1", "server_scan_results": [scan]})


def test_protocols() -> None:
    fact = read_report(report({"tls_1_2": ["TLS_RSA_WITH_RC4_128_MD5", "TLS_RSA_WITH_AES_128_GCM_SHA256"]}))
    assert fact.accepted == ("TLSv1.2",)
    assert fact.weak_suites == ("TLS_RSA_WITH_RC4_128_MD5",)
    assert not fact.has_forward_secrecy
    assert read_report(report({"tls_1_3": ["TLS_AES_128_GCM_SHA256"]})).has_forward_secrecy


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (report({}), "tls_failed"),
        (report({}, connectivity_status="ERROR"), "tls_failed"),
        (report({"tls_1_2": ["X"]}, scan_result=None), "tool_failed"),
        ("{}", "tool_failed"),
        ("[" * 100_000, "tool_failed"),
        ("usage: sslyze", "tool_failed"),
    ],
)
def test_reports_that_say_nothing(text: str, code: str) -> None:
    with pytest.raises(LookError, match=code):
        read_report(text)


@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(), lambda inner: st.lists(inner, max_size=3)))
@settings(max_examples=100)
def test_reports_read_anything(scan: Any) -> None:
    with pytest.raises(LookError):
        read_report(json.dumps({"sslyze_version": "6", "server_scan_results": scan}))


@pytest.mark.parametrize(
    ("suite", "weak"),
    [
        ("TLS_RSA_WITH_NULL_SHA256", True),
        ("TLS_DH_anon_WITH_AES_128_CBC_SHA", True),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", True),
        ("TLS_RSA_EXPORT_WITH_RC4_40_MD5", True),
        ("SSL_CK_RC4_128_WITH_MD5", True),
        ("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", False),
        ("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", False),
    ],
)
def test_weak_suites(suite: str, weak: bool) -> None:
    assert is_weak(suite) is weak


def certificate(serial: str, begins: int, ends: int) -> TlsCertificate:
    return TlsCertificate(
        name="shop.example",
        address="127.0.0.1",
        names=(),
        issuer="",
        serial=serial,
        sha256="",
        not_before_ms=NOW + begins * DAY_MS,
        not_after_ms=NOW + ends * DAY_MS,
        key_type="ec",
        key_bits=256,
        signature_hash="sha256",
        faults=(),
        ocsp_stapled=None,
    )


def test_renewals_are_counted() -> None:
    first = count_renewals(certificate("a", -60, 30), None, None, NOW)
    assert first == TlsRenewal(
        first_seen_ms=NOW, renewals_seen=0, days_left_at_last=None, lifetime_days=90, lifetime_left_percent=33
    )
    again = count_renewals(certificate("a", -60, 30), certificate("a", -60, 30), first, NOW + DAY_MS)
    assert (again.renewals_seen, again.first_seen_ms) == (0, NOW)
    renewed = count_renewals(certificate("b", 0, 90), certificate("a", -60, 30), again, NOW + 5 * DAY_MS)
    assert (renewed.renewals_seen, renewed.days_left_at_last) == (1, 25)
    older = count_renewals(certificate("a", -60, 30), certificate("b", 0, 90), renewed, NOW)
    assert older.renewals_seen == 1
    lapsed = count_renewals(certificate("c", 0, 90), certificate("a", -90, -2), renewed, NOW)
    assert (lapsed.renewals_seen, lapsed.days_left_at_last) == (2, -2)


@given(st.binary(max_size=80) | st.binary(max_size=80).map(lambda body: b"\x16\x03\x03\x00\x20\x02" + body))
@settings(max_examples=200)
def test_greetings_read_anything(flight: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert staple_in(flight) in (True, False, None)


def test_greetings_in_pieces() -> None:
    def record(body: bytes) -> bytes:
        return b"\x16\x03\x03" + len(body).to_bytes(2, "big") + body

    hello, status, done = b"\x02\0\0\x03abc", b"\x16\0\0\x05\x01\0\0\x01x", b"\x0e\0\0\0"
    whole = record(hello + status[:3]) + record(status[3:] + done)
    assert {staple_in(whole[:end]) for end in range(len(whole) - 4)} == {None}
    assert staple_in(whole) is True
    assert staple_in(record(hello) + record(done)) is False
    for other in (b"\x15\x03\x03\0\x02\x02\x28", b"HTTP/1.1 400"):
        with pytest.raises(ValueError, match="TLS"):
            staple_in(other)
    assert client_hello("shop.example", bytes(32)).count(b"shop.example") == 1
    assert b"127.0.0.1" not in client_hello("127.0.0.1", bytes(32))


def answer(url: str, status: int = 200, *headers: tuple[str, str], body: bytes = b"", is_cut: bool = False) -> Exchange:
    return Exchange(url, status, headers, body, is_cut, 1, "127.0.0.1", None)


def registrable(name: str) -> str:
    return ".".join(name.split(".")[-2:])


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (answer("https://www.shop.example/"), "https_same_site"),
        (answer("http://shop.example/"), "http"),
        (answer("http://shop.example/", 301, ("location", "https://shop.example:444/")), "https_same_site"),
        (answer("http://shop.example/", 301, ("location", "https://parking.example.net/")), "https_other_site"),
        (answer("http://shop.example/", 301, ("location", "http://parking.example.net/")), "http"),
        (answer("http://shop.example/", 301, ("location", "https://[broken/")), "http"),
        (answer("http://shop.example/", 301), "http"),
        (answer("http://shop.example/", 404, ("location", "https://shop.example/")), "http"),
    ],
)
def test_where_the_plain_chain_ends(last: Exchange, end: str) -> None:
    assert ends([answer("http://shop.example/", 301), last], False, "shop.example", registrable) == end


def test_closed_and_endless() -> None:
    assert ends([], False, "shop.example", registrable) == "closed"
    assert ends([answer("http://shop.example/")], True, "shop.example", registrable) == "loop"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (answer("u", 200, ("content-type", "image/png")), "bad_answer"),
        (answer("u", 200, ("content-encoding", "br")), "bad_answer"),
        (answer("u", 200, body=b"a\0b"), "bad_answer"),
        (answer("u", 200, ("content-type", "Text/HTML; charset=x"), is_cut=True), "too_large"),
    ],
)
def test_pages_that_cannot_be_judged(page: Exchange, code: str) -> None:
    with pytest.raises(LookError, match=code):
        check_page(page)
