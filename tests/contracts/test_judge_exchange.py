"""`rempart judge exchange --json`: lines in, lines out, whatever stands in them."""

import json

import pytest

from tests.contracts.stranger import Stranger

pytestmark = pytest.mark.slow

CHECKS = ["csp", "cookies", "cors", "corp", "frames", "hsts", "nosniff", "redirection", "referrer", "sri"]
STATES = {"met", "not_met", "partial", "not_applicable", "unknown"}


def line(id: object, http: object = None, https: object = None, redirects: object = ()) -> bytes:
    """One exchange."""
    return json.dumps({"id": id, "http": http, "https": https, "redirects": redirects}).encode() + b"\n"


ANSWER = {"status": 200, "headers": {"X-Frame-Options": "DENY", "Set-Cookie": ["a=1", "b=2; Secure"]}, "body": "<p>"}


def test_lines(stranger: Stranger) -> None:
    given = line("a", https={**ANSWER, "verified": True}) + line("b") + line("c", http={**ANSWER, "verified": None})
    said = stranger.run("judge", "exchange", "--json", text=given)
    assert (said.code, said.err) == (0, "")
    assert [one["id"] for one in said.lines] == ["a", "b", "c"]
    for one in said.lines:
        assert set(one) == {"id", "checks"}
        assert sorted(check["check"] for check in one["checks"]) == sorted(CHECKS)
        for check in one["checks"]:
            assert set(check) == {"check", "state", "code", "reason"}
            assert check["state"] in STATES
            assert check["reason"]
    states = {check["check"]: check["state"] for check in said.lines[0]["checks"]}
    assert (states["frames"], states["hsts"]) == ("met", "not_met")
    assert {check["state"] for check in said.lines[1]["checks"]} <= {"unknown", "not_applicable"}


def test_bad_lines_are_told_in_their_place(stranger: Stranger) -> None:
    said = stranger.run("judge", "exchange", "--json", text=line("a") + b"\xff\n[]\n" + line("b", http=7) + line("c"))
    assert said.code == 2
    assert ["checks" in one for one in said.lines] == [True, False, False, False, True]
    assert said.err.startswith("rempart: 3 lines were no exchange")


def test_nothing_is_made(stranger: Stranger) -> None:
    assert stranger.run("judge", "exchange", "--json", text=line(1)).code == 0
    assert not stranger.data.exists()
