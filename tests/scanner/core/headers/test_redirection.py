"""The way from http to https."""

import pytest

from rempart.scanner.core.headers.redirection import judge, route_of
from rempart.terms.state import State

PLAIN, SAFE, OTHER = "http://site.example/", "https://site.example/", "https://www.site.example/"


def answered(status=200, **headers):
    return {"status": status, "headers": headers, "body": "", "verified": None}


@pytest.mark.parametrize(
    ("redirects", "code"),
    [
        ([PLAIN, SAFE], "redirection_to_https"),
        ([PLAIN, SAFE, OTHER], "redirection_to_https"),
        ([PLAIN, "https://site.example:8443/"], "redirection_to_https"),
        ([{"url": PLAIN, "status": 301}, {"url": SAFE, "status": 200, "headers": {}}], "redirection_to_https"),
        ([SAFE], "redirection_to_https"),  # told without its first address
        (["HTTP://SITE.example/", "HTTPS://Site.Example/"], "redirection_to_https"),
        ([PLAIN], "redirection_missing"),
        ([PLAIN, "http://www.site.example/"], "redirection_ends_clear_text"),
        ([PLAIN, SAFE, PLAIN], "redirection_ends_clear_text"),
        ([PLAIN, "http://www.site.example/", OTHER], "redirection_first_clear_text"),
        ([PLAIN, OTHER], "redirection_other_host"),
        ([PLAIN, "https://elsewhere.example/"], "redirection_other_host"),
        ([PLAIN, "javascript:alert(1)"], "redirection_ends_clear_text"),
        (["http://accounts.google.com/", "http://accounts.google.com/x"], "redirection_preloaded"),
    ],
)
def test_chains(site, redirects, code):
    judged = judge(site(redirects=redirects, http=answered()))
    assert judged.code == code
    met = {"redirection_to_https", "redirection_preloaded"}
    assert judged.state == (State.MET if code in met else State.NOT_MET)


@pytest.mark.parametrize("redirects", [[], None])
@pytest.mark.parametrize(
    ("http", "code"),
    [
        (answered(), "redirection_missing"),
        (answered(301, location=SAFE), "redirection_to_https"),
        (answered(302, location="/home"), "redirection_ends_clear_text"),
        (answered(308, location="//site.example/"), "redirection_ends_clear_text"),
        (answered(200, location=SAFE), "redirection_missing"),  # no redirect without its status
        (None, "redirection_not_needed"),
    ],
)
def test_without_a_chain_the_answer_itself_tells(site, redirects, http, code):
    assert judge(site(redirects=redirects, http=http, host="site.example")).code == code


def test_a_refused_certificate_on_the_way(site):
    assert judge(site(http={**answered(), "verified": False})).code == "redirection_bad_certificate"


def test_nothing_answered(site):
    assert judge(site(http=None, https=None)).state == State.UNKNOWN


def test_the_route_always_begins_unencrypted(site):
    assert route_of(site(redirects=[SAFE])) == [PLAIN, SAFE]
    assert route_of(site(redirects=[], http=answered(301, location="https://[broken"))) == ["http://host.invalid/", ""]
