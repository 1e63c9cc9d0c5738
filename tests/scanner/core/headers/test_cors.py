"""Cross-origin reading: who is allowed, with or without the visitor's cookies."""

import pytest

from rempart.scanner.core.headers.cors import judge
from rempart.terms.state import State

ORIGIN, CREDENTIALS = "access-control-allow-origin", "access-control-allow-credentials"
ASKED = {"Origin": "https://stranger.invalid"}


@pytest.mark.parametrize(
    ("headers", "asked", "code"),
    [
        ({}, None, "cors_closed"),
        ({ORIGIN: " "}, None, "cors_closed"),
        ({ORIGIN: "*"}, None, "cors_public"),
        ({ORIGIN: "*", CREDENTIALS: "true"}, None, "cors_public"),  # browsers refuse that pair
        ({ORIGIN: "https://partner.example"}, None, "cors_restricted"),
        ({ORIGIN: "https://stranger.invalid"}, ASKED, "cors_restricted"),  # no cookies
        ({ORIGIN: "https://partner.example", CREDENTIALS: "true"}, ASKED, "cors_restricted"),
        ({ORIGIN: "https://site.example", CREDENTIALS: "true"}, None, "cors_restricted"),
        ({CREDENTIALS: "true"}, ASKED, "cors_closed"),
        ({ORIGIN: "https://stranger.invalid", CREDENTIALS: "false"}, ASKED, "cors_restricted"),
        ({ORIGIN: ["*", "https://x.example"]}, None, "cors_public"),
        ({ORIGIN: "null"}, None, "cors_restricted"),
    ],
)
def test_met(site, headers, asked, code):
    judged = judge(site(headers, request_headers=asked))
    assert (judged.state, judged.code) == (State.MET, code)


@pytest.mark.parametrize(
    ("origin", "asked"),
    [
        ("https://stranger.invalid", ASKED),
        ("HTTPS://STRANGER.INVALID ", ASKED),
        ("https://stranger.invalid", None),
        ("https://other.site.example", None),
        ("null", ASKED),
    ],
)
def test_a_stranger_with_credentials_is_not_met(site, origin, asked):
    judged = judge(site({ORIGIN: origin, CREDENTIALS: "True"}, request_headers=asked))
    assert (judged.state, judged.code) == (State.NOT_MET, "cors_any_origin_with_credentials")


def test_unanswered(site):
    assert judge(site(http=None, https=None)).state == State.UNKNOWN
