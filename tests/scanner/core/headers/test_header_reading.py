"""Reading exchanges: liberal in form, strict in size, every refusal a sentence."""

import json

import pytest

from rempart.scanner.core.headers.reading import (
    MAX_BODY_CHARACTERS,
    MAX_HEADER_CHARACTERS,
    MAX_HEADERS,
    MAX_LINE_BYTES,
    MAX_REDIRECTS,
    BadExchange,
    read_exchange,
    read_headers,
    read_line,
)


def test_a_whole_line():
    id, exchange = read_line(
        '{"id": 7, "http": null, "https": {"status": 200, "headers": {"A": "1", "a": ["2"]}, "verified": true},'
        ' "redirects": ["https://Site.Example/"]}'
    )
    assert (id, exchange.host, exchange.http) == (7, "site.example", None)
    assert exchange.https is not None
    assert exchange.https.values("a") == ("1", "2")
    assert exchange.https.is_verified


def test_headers_may_be_pairs():
    assert read_headers([["B", "1"], ("b", "2"), ["a", ["3"]]], "http") == {"a": ("3",), "b": ("1", "2")}
    assert read_headers(None, "http") == {}


@pytest.mark.parametrize(
    ("line", "id", "part"),
    [
        ("", None, "no JSON"),
        ("[]", None, "no JSON object"),
        ('{"id": "x", "http": ', "x", "no JSON"),
        ('{"id": 12, nonsense', 12, "no JSON"),
        ("[" * 100_000, None, "no JSON"),
        ('{"id": {}}', None, "id must be"),
        ('{"id": "x", "http": 3}', "x", "http must be"),
        ('{"id": "x", "https": []}', "x", "https must be"),
        ('{"id": "x", "http": {"status": "200"}}', "x", "http.status"),
        ('{"id": "x", "http": {"status": true}}', "x", "http.status"),
        ('{"id": "x", "http": {"headers": 1}}', "x", "http.headers"),
        ('{"id": "x", "http": {"headers": "a"}}', "x", "http.headers"),
        ('{"id": "x", "http": {"headers": {"a": 1}}}', "x", "a text or a list"),
        ('{"id": "x", "http": {"headers": {"a": [null]}}}', "x", "a text or a list"),
        ('{"id": "x", "http": {"headers": [["a"]]}}', "x", "http.headers"),
        ('{"id": "x", "http": {"body": 1}}', "x", "http.body"),
        ('{"id": "x", "http": {"verified": 1}}', "x", "http.verified"),
        ('{"id": "x", "redirects": "https://a"}', "x", "redirects must be"),
        ('{"id": "x", "redirects": [1]}', "x", "redirects must be"),
        ('{"id": "x", "redirects": [{}]}', "x", "redirects must be"),
        ('{"id": ' + "9" * 5_000 + "}", None, "no JSON"),
    ],
)
def test_what_is_no_exchange_says_why(line, id, part):
    with pytest.raises(BadExchange) as bad:
        read_line(line)
    assert bad.value.id == id
    assert part in str(bad.value)
    assert len(str(bad.value)) < 400


def test_limits():
    told = {"http": {"headers": {f"h{n}": "x" for n in range(MAX_HEADERS)}, "body": "x" * (MAX_BODY_CHARACTERS + 1)}}
    answer = read_exchange(told).http
    assert answer is not None
    assert answer.is_cut
    assert len(answer.body) == MAX_BODY_CHARACTERS
    too_much = [
        {"http": {"headers": {"h": ["x"] * (MAX_HEADERS + 1)}}},
        {"http": {"headers": {"h": "x" * (MAX_HEADER_CHARACTERS + 1)}}},
        {"redirects": ["http://a"] * (MAX_REDIRECTS + 1)},
    ]
    for data in too_much:
        with pytest.raises(BadExchange, match="more than"):
            read_line(json.dumps(data))
    with pytest.raises(BadExchange, match="longer than"):
        read_line(" " * (MAX_LINE_BYTES + 1))
