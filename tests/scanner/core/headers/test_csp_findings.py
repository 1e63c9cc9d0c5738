"""Grave findings: what lets a foreign script run in spite of a policy."""

import pytest

from rempart.scanner.core.headers.csp_findings import Grave, grave_findings
from rempart.scanner.core.headers.csp_policy import read_policies, together

NO_OBJECTS = "; object-src 'none'"


def found(policy: str) -> list[tuple[str, str, str]]:
    return [(g.directive, g.code, g.value) for g in grave_findings(together(read_policies(policy)))]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'", []),
        ("script-src 'self'" + NO_OBJECTS, []),
        ("script-src 'unsafe-inline'" + NO_OBJECTS, [("script-src", "script_unsafe_inline", "'unsafe-inline'")]),
        ("default-src 'unsafe-inline'" + NO_OBJECTS, [("default-src", "script_unsafe_inline", "'unsafe-inline'")]),
        (
            "script-src 'self'; script-src-elem 'unsafe-inline'" + NO_OBJECTS,
            [("script-src-elem", "script_unsafe_inline", "'unsafe-inline'")],
        ),
        ("script-src 'unsafe-inline' 'nonce-abcdefgh'; base-uri 'self'" + NO_OBJECTS, []),
        ("script-src 'unsafe-inline' 'sha256-abc='" + NO_OBJECTS, []),
        ("script-src 'nonce-abcdefgh'" + NO_OBJECTS, [("base-uri", "missing_directive", "")]),
        ("script-src 'strict-dynamic' 'sha256-abc='" + NO_OBJECTS, [("base-uri", "missing_directive", "")]),
        ("script-src 'strict-dynamic' 'nonce-abcdefgh' https: *; base-uri 'none'" + NO_OBJECTS, []),
        ("script-src https:" + NO_OBJECTS, [("script-src", "plain_url_scheme", "https:")]),
        ("script-src data:" + NO_OBJECTS, [("script-src", "plain_url_scheme", "data:")]),
        ("script-src *" + NO_OBJECTS, [("script-src", "plain_wildcard", "*")]),
        ("script-src http://*" + NO_OBJECTS, [("script-src", "plain_wildcard", "http://*")]),
        ("script-src 'self'", [("object-src", "missing_directive", "")]),
        ("img-src 'self'" + NO_OBJECTS, [("script-src", "missing_directive", "")]),
        ("script-src 'self'; base-uri *" + NO_OBJECTS, [("base-uri", "plain_wildcard", "*")]),
        ("script-src https://unpkg.com" + NO_OBJECTS, [("script-src", "script_host_bypass", "https://unpkg.com")]),
        ("script-src *.jsdelivr.net" + NO_OBJECTS, [("script-src", "script_host_bypass", "*.jsdelivr.net")]),
        ("script-src https://unpkg.com/one/file.js" + NO_OBJECTS, []),
        ("script-src https://www.google-analytics.com" + NO_OBJECTS, []),
        (
            "script-src https://www.google-analytics.com 'unsafe-eval'" + NO_OBJECTS,
            [("script-src", "script_host_bypass", "https://www.google-analytics.com")],
        ),
        (
            "script-src 'self'; object-src https://ajax.googleapis.com",
            [("object-src", "plugin_host_bypass", "https://ajax.googleapis.com")],
        ),
        ("script-src 'self'; object-src https://ajax.googleapis.com; plugin-types application/pdf", []),
    ],
)
def test_findings(policy, expected):
    assert found(policy) == expected


def test_a_long_source_does_not_flood_the_sentence():
    assert len(Grave("script-src", "plain_wildcard", "x" * 10_000).sentence) < 200
