"""Strict-Transport-Security: length, form, certificate, preload list."""

import pytest

from rempart.scanner.core.headers.hsts import judge, read_promise
from rempart.terms.state import State

NAME = "strict-transport-security"
YEAR = "max-age=31536000"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (YEAR, "hsts_set"),
        (f"{YEAR}; includeSubDomains; preload", "hsts_set"),
        (f"includesubdomains ;  {YEAR.upper()} ;", "hsts_set"),
        ('max-age="31536000"', "hsts_set"),
        ("max-age = 31536000", "hsts_set"),
        ("max-age=15552000", "hsts_set"),
        ([YEAR, "max-age=0"], "hsts_set"),  # browsers take the first
        ("max-age=15551999", "hsts_short"),
        ("max-age=0; includeSubDomains", "hsts_off"),
        ("includeSubDomains; preload", "hsts_invalid"),
        (f"{YEAR}, {YEAR}", "hsts_invalid"),
        (f"{YEAR}; max-age=1", "hsts_invalid"),
        ("max-age=abc", "hsts_invalid"),
        ("max-age=-1", "hsts_invalid"),
        ('max-age="31536000', "hsts_invalid"),
        ("", "hsts_invalid"),
        ([], "hsts_missing"),
    ],
)
def test_values(site, value, code):
    judged = judge(site({NAME: value}))
    assert judged.code == code
    assert judged.state == (State.MET if code == "hsts_set" else State.NOT_MET)


def test_unencrypted_only(site):
    assert judge(site({NAME: YEAR}, https=None)).code == "hsts_no_https"


def test_a_refused_certificate_makes_browsers_ignore_it(site):
    assert judge(site({NAME: YEAR}, verified=False)).code == "hsts_bad_certificate"


def test_a_preloaded_host_needs_no_header(site):
    assert judge(site(host="accounts.google.com")).code == "hsts_preloaded"
    assert judge(site(host="google.example")).code == "hsts_missing"
    assert judge(site(host="accounts.google.com", https=None)).state == State.NOT_MET


def test_unanswered(site):
    assert judge(site(http=None, https=None)).state == State.UNKNOWN


def test_what_is_promised():
    promise = read_promise(f"{YEAR}; includeSubDomains; preload")
    assert promise is not None
    assert (promise.max_age_s, promise.has_subdomains, promise.wants_preload) == (31_536_000, True, True)
    assert read_promise("max-age=" + "9" * 400) is None
