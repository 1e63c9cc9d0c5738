"""Framing: X-Frame-Options against frame-ancestors."""

import pytest

from rempart.scanner.core.headers.frames import judge
from rempart.terms.state import State

XFO, CSP = "x-frame-options", "content-security-policy"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({XFO: "DENY"}, "frames_denied"),
        ({XFO: " sameorigin "}, "frames_denied"),
        ({XFO: ["SAMEORIGIN", "SAMEORIGIN"]}, "frames_denied"),
        ({XFO: "ALLOW-FROM https://a.example"}, "frames_allow_from"),
        ({CSP: "frame-ancestors 'none'"}, "frames_ancestors"),
        ({CSP: "frame-ancestors https://a.example", XFO: "nonsense"}, "frames_ancestors"),
        ({CSP: ["default-src *", "frame-ancestors 'self'"]}, "frames_ancestors"),
        ({CSP: "default-src 'self'", XFO: "DENY"}, "frames_denied"),
        ({CSP: ["frame-ancestors *", "frame-ancestors 'self'"]}, "frames_ancestors"),
    ],
)
def test_met(site, headers, code):
    judged = judge(site(headers))
    assert (judged.state, judged.code) == (State.MET, code)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "frames_missing"),
        ({XFO: ""}, "frames_missing"),
        ({XFO: "SAMEORIGIN, SAMEORIGIN"}, "frames_invalid"),
        ({XFO: "'DENY'"}, "frames_invalid"),
        ({XFO: "ALLOWALL"}, "frames_invalid"),
        ({CSP: "default-src 'none'"}, "frames_missing"),  # frame-ancestors does not fall back
        ({CSP: "frame-ancestors *", XFO: "DENY"}, "frames_ancestors_anyone"),  # browsers then ignore X-Frame-Options
        ({CSP: "frame-ancestors https:"}, "frames_ancestors_anyone"),
        ({CSP: "frame-ancestors 'none'; frame-ancestors 'none'"}, "frames_missing"),
        ({f"{CSP}-report-only": "frame-ancestors 'none'"}, "frames_missing"),
    ],
)
def test_not_met(site, headers, code):
    judged = judge(site(headers))
    assert (judged.state, judged.code) == (State.NOT_MET, code)


@pytest.mark.parametrize(
    "meta", [f'{XFO}" content="DENY', f"{CSP}\" content=\"default-src 'self'; frame-ancestors 'none'"]
)
def test_meta_tags_do_not_count(site, meta):
    assert judge(site(body=f'<meta http-equiv="{meta}">')).code == "frames_missing"


def test_unanswered(site):
    assert judge(site(http=None, https=None)).state == State.UNKNOWN
