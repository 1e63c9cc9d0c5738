"""Referrer-Policy: several values, unknown values, meta tags."""

import pytest

from rempart.scanner.core.headers.referrer import judge
from rempart.terms.state import State

NAME = "referrer-policy"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("no-referrer", "referrer_private"),
        ("STRICT-ORIGIN", "referrer_private"),
        ("same-origin", "referrer_private"),
        ("strict-origin-when-cross-origin", "referrer_private"),
        ("unsafe-url, no-referrer", "referrer_private"),
        ("no-referrer, whimsy", "referrer_private"),
        (["unsafe-url", "same-origin"], "referrer_private"),
        ("origin", "referrer_telling"),
        ("origin-when-cross-origin", "referrer_telling"),
        ("no-referrer-when-downgrade", "referrer_telling"),
        ("no-referrer, unsafe-url", "referrer_telling"),
        (["no-referrer", "unsafe-url"], "referrer_telling"),
        ("whimsy", "referrer_invalid"),
        ("'no-referrer'", "referrer_invalid"),
        ("", "referrer_invalid"),
    ],
)
def test_values(site, value, code):
    judged = judge(site({NAME: value}))
    assert judged.code == code
    assert judged.state == (State.MET if code == "referrer_private" else State.NOT_MET)


@pytest.mark.parametrize(
    ("meta", "code"),
    [
        ('<meta name="referrer" content="no-referrer">', "referrer_private"),
        ('<META NAME=" Referrer " CONTENT="no-referrer, same-origin">', "referrer_private"),
        ('<meta name="referrer" content="unsafe-url"><meta name="referrer" content="origin">', "referrer_telling"),
        ('<meta name="referrer" content="">', "referrer_default"),
        ('<!-- <meta name="referrer" content="unsafe-url"> -->', "referrer_default"),
        ("", "referrer_default"),
    ],
)
def test_meta_tags(site, meta, code):
    assert judge(site(body=meta)).code == code


def test_a_meta_tag_comes_after_the_header(site):
    assert judge(site({NAME: "unsafe-url"}, body='<meta name="referrer" content="no-referrer">')).state == State.MET


def test_a_meta_tag_of_what_is_no_page_does_not_count(site):
    headers = {"content-type": "application/json"}
    assert judge(site(headers, body='<meta name="referrer" content="unsafe-url">')).code == "referrer_default"


def test_unanswered(site):
    assert judge(site(http=None, https=None)).state == State.UNKNOWN
