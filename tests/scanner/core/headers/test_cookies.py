"""Cookies: flags, prefixes, SameSite, which ones browsers keep at all."""

import pytest

from rempart.scanner.core.headers.cookies import judge, read_cookie
from rempart.terms.state import State


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "cookies_none"),
        (["a=1; Secure"], "cookies_secure"),
        (["a=1; SECURE; SAMESITE=LAX"], "cookies_secure_same_site"),
        (["a=1; Secure; SameSite=None"], "cookies_secure_same_site"),
        (["PHPSESSID=1; Secure; HttpOnly; SameSite=Strict", "b=2; Secure"], "cookies_secure"),
        (["a=1", "a=2; Secure"], "cookies_secure"),  # the later one replaces the first
        (["heroku-session-affinity=1"], "cookies_none"),
        (["__Secure-a=1"], "cookies_none"),  # browsers refuse it
        (["__Host-a=1; Secure; Domain=site.example; Path=/"], "cookies_none"),
        (["__Host-a=1; Secure; Path=/; SameSite=Lax"], "cookies_secure_same_site"),
        (["a=1; Domain=other.example"], "cookies_none"),
        (["a=1; Domain=.example"], "cookies_clear_text"),
        (["nonsense", "=1"], "cookies_none"),
        (["csrftoken=1; Secure; SameSite=Lax"], "cookies_secure_same_site"),
    ],
)
def test_codes(site, lines, code):
    judged = judge(site({"set-cookie": lines}))
    assert judged.code == code
    assert judged.state == (State.NOT_MET if code == "cookies_clear_text" else State.MET)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["a=1"], "cookies_clear_text"),
        (["a=1; HttpOnly; SameSite=Lax"], "cookies_clear_text"),
        (["PHPSESSID=1; HttpOnly"], "cookies_sign_in_clear_text"),
        (["PHPSESSID=1"], "cookies_sign_in_clear_text"),
        (["mylogin=1; Secure"], "cookies_sign_in_scripts"),
        (["wordpress_logged_in_abc=1; Secure"], "cookies_sign_in_scripts"),
        (["CSRFTOKEN=1; Secure; HttpOnly"], "cookies_token_same_site"),
        (["a=1; Secure; SameSite="], "cookies_same_site_invalid"),
        (["a=1; Secure; SameSite=True"], "cookies_same_site_invalid"),
        (["a=1; SameSite=None"], "cookies_same_site_invalid"),
        (["a=1; Secure", "b=1"], "cookies_clear_text"),
        ("a=1; Secure\nb=1", "cookies_clear_text"),  # joined by a client that keeps lines
    ],
)
def test_not_met(site, lines, code):
    judged = judge(site({"Set-Cookie": lines}))
    assert (judged.state, judged.code) == (State.NOT_MET, code)


def test_hsts_does_not_excuse_a_missing_secure(site):
    headers = {"set-cookie": "a=1", "strict-transport-security": "max-age=31536000"}
    assert judge(site(headers)).state == State.NOT_MET


def test_order_of_cookies_does_not_matter(site):
    lines = ["b=1", "a=1", "c=1; Secure"]
    assert judge(site({"set-cookie": lines})) == judge(site({"set-cookie": lines[::-1]}))


def test_attributes_are_read_like_browsers_do():
    cookie = read_cookie(" id = x ; PATH=/a ; httponly ; Domain=.Site.Example ; Secure=no ")
    assert cookie is not None
    assert (cookie.name, cookie.path, cookie.domain) == ("id", "/a", "site.example")
    assert cookie.is_http_only
    assert cookie.is_secure  # the value of a flag means nothing


def test_unanswered(site):
    assert judge(site(http=None, https=None)).state == State.UNKNOWN
