"""Feed files are written by others: every form is read, nothing is believed, no file takes memory or time without end."""

import gzip
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rempart.inventory.core import reading
from rempart.inventory.core.cvss import base_score
from rempart.inventory.core.flaw import Part, Span, next_fix, severity
from rempart.inventory.core.formats import read_feed
from rempart.inventory.core.moments import moment_ms
from rempart.inventory.core.reading import BadFeed
from rempart.terms.severity import Severity
from tests.inventory.feeds import wordfence, wordfence_record

OSV = {
    "id": "GHSA-samp-samp-samp", "aliases": ["CVE-2026-0001"], "published": "2026-03-01T10:00:00Z", "modified": "2026-03-02T10:00:00Z",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    "database_specific": {"cwe_ids": ["CWE-89"], "severity": "CRITICAL"},
    "affected": [
        {
            "package": {"ecosystem": "Packagist", "name": "wpackagist-plugin/sample-shop"},
            "ranges": [
                {"type": "GIT", "events": [{"introduced": "0"}]},
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2.0"}, {"last_affected": "2.3"}]},
            ],
        },
        {"package": {"ecosystem": "npm", "name": "left-pad"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]},
    ],
}  # fmt: skip
OWN = "id,type,slug,from,to,fixed_in,published,score,cwe\nOWN-1,plugin,sample-shop,1.0,,1.2,2026-03-01,9.8,CWE-89\n"


def test_wordfence() -> None:
    read = read_feed(wordfence(wordfence_record("a-1", cve="CVE-2026-0002", score=9.8)))
    (flaw,) = read.flaws
    assert (read.format, flaw.key, flaw.score, flaw.cwe) == ("wordfence", "CVE-2026-0002", 98, 79)
    assert flaw.parts == (Part("plugin", "sample-slider", (Span("", True, "2.1.0", True),), ("2.1.1",)),)
    assert flaw.published_ms is not None


@pytest.mark.parametrize("shape", [lambda one: one, lambda one: [one], None], ids=["one", "list", "lines"])
def test_osv(shape: Any) -> None:
    lines = json.dumps(OSV) + "\n" + json.dumps({**OSV, "id": "PYSEC-1", "affected": []}) + "\n"
    read = read_feed((lines if shape is None else json.dumps(shape(OSV))).encode())
    (flaw,) = read.flaws
    assert (read.format, flaw.key, flaw.score, flaw.cwe) == ("osv", "CVE-2026-0001", 98, 89)
    (part,) = flaw.parts
    assert [part.has_flaw(version) for version in ("1.0", "1.2", "1.9", "2.0", "2.3", "2.3.1")] == [True, False, False, True, True, False]  # fmt: skip


def test_a_withdrawn_record_is_none() -> None:
    assert read_feed(json.dumps({**OSV, "withdrawn": "2026-03-03T00:00:00Z"}).encode()).flaws == ()


def test_wordpress_itself_in_osv() -> None:
    package = {"ecosystem": "Packagist", "name": "johnpbloch/wordpress-core"}
    record = {**OSV, "affected": [{"package": package, "versions": ["6.5.4"]}]}
    ((part,),) = (flaw.parts for flaw in read_feed(json.dumps(record).encode()).flaws)
    assert (part.type, part.has_flaw("6.5.4"), part.has_flaw("6.5.5")) == ("core", True, False)


def test_own_list() -> None:
    (flaw,) = read_feed(OWN.encode()).flaws
    assert (flaw.key, flaw.score, flaw.cwe) == ("OWN-1", 98, 89)
    assert [flaw.parts[0].has_flaw(version) for version in ("0.9", "1.0", "1.1.9", "1.2")] == [False, True, True, False]


def test_packed_or_plain_is_the_same() -> None:
    data = wordfence(wordfence_record("a-1"))
    assert read_feed(gzip.compress(data)).flaws == read_feed(data).flaws


def test_a_bomb_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FILE_MAX", 1_000_000)
    with pytest.raises(BadFeed, match="too_large"):
        read_feed(gzip.compress(b"{" + b" " * 50_000_000))
    with pytest.raises(BadFeed, match="broken_gzip"):
        read_feed(gzip.compress(wordfence(wordfence_record("a-1")))[:-9])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown_form"),
        (b"<html>sign in first</html>", "unknown_form"),
        (b"[" * 100_000, "unreadable"),
        (b'{"a":' * 50_000, "unreadable"),
        (b'{"error": "no key"}', "unreadable"),
        (OWN.replace("cwe", "words").encode(), "columns"),
        (b'{"a": {"id": "a"}, "b": {"id": "b"}}', "unreadable"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadFeed, match=code):
        read_feed(data)


def test_one_bad_record_does_not_cost_the_others() -> None:
    good = [wordfence_record(f"a-{n}") for n in range(3)]
    read = read_feed(wordfence(*good, {**wordfence_record("x"), "software": "none"}, {**wordfence_record("y"), "id": "../../y", }))  # fmt: skip
    assert (len(read.flaws), read.skipped) == (3, 2)


def test_a_line_that_would_mean_every_version_for_ever_is_a_slip() -> None:
    read = read_feed((OWN + "OWN-2,plugin,other,,,,,,\n").encode())
    assert (len(read.flaws), read.skipped) == (1, 1)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes(data: bytes) -> None:
    for head in (b"", b"{", b"[", b"id,type,slug\n", b"\x1f\x8b"):
        with suppress(BadFeed):
            assert read_feed(head + data).skipped >= 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([
        "id", "software", "type", "slug", "affected_versions", "from_version", "to_version", "patched_versions", "cvss", "score",
        "cwe", "published", "affected", "package", "ecosystem", "name", "ranges", "events", "introduced", "fixed", "versions", "aliases",
        "severity", "database_specific", "cwe_ids"]), inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON, JSON, JSON)
def test_any_record(first: Any, second: Any, third: Any) -> None:
    whole = {**wordfence_record("a"), "software": [first], "cvss": second, "cwe": third, "published": first}
    other = {**OSV, "affected": [first, {**OSV["affected"][0], "ranges": second}], "severity": third, "aliases": first}  # type: ignore[index,dict-item]
    for data in (
        json.dumps({"a": whole}),
        json.dumps([other]),
        json.dumps(first),
        json.dumps({"a": first, "b": second}),
    ):
        try:
            for flaw in read_feed(data.encode()).flaws:
                assert flaw.parts
                assert all(part.has_flaw("1.0") in (True, False) for part in flaw.parts)
        except BadFeed:
            pass


@pytest.mark.parametrize(
    ("vector", "score"),
    [
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98),
        ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 64),
        ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 61),
        ("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:N/I:N/A:N", 0),
        ("CVSS:4.0/AV:N", None),
        ("7.5", None),
    ],
)
def test_scores_as_the_specification_says(vector: str, score: int | None) -> None:
    assert base_score(vector) == score


def test_how_loud() -> None:
    assert [severity(score) for score in (None, 0, 39, 40, 89, 90)] == [
        Severity.WARNING, Severity.NOTICE, Severity.NOTICE, Severity.WARNING, Severity.WARNING, Severity.CRITICAL,
    ]  # fmt: skip


def test_the_nearest_mended_release() -> None:
    assert next_fix("1.4", ["1.3.9", "2.0", "1.4.2", "1.4"]) == "1.4.2"
    assert next_fix("3.0", ["2.0"]) == ""


def test_a_mended_release_is_mended_whatever_a_wide_span_says() -> None:
    assert Part("plugin", "x", (Span(),), ("1.5",)).has_flaw("1.5") is False


@pytest.mark.parametrize(
    "text", ["2026-03-01", "2026-03-01 00:00:00", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00+01:00"]
)
def test_moments(text: str) -> None:
    assert moment_ms(text) == 1_772_323_200_000


@pytest.mark.parametrize("text", ["", "soon", "1989-01-01", "9999-12-31", None, 7, "2026-03-01" * 9])
def test_no_moments(text: object) -> None:
    assert moment_ms(text) is None
