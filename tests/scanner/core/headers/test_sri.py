"""Subresource integrity: whose scripts, how loaded, pinned or not."""

import pytest

from rempart.scanner.core.headers.sri import judge
from rempart.terms.state import State

PIN = 'integrity="sha384-abc" crossorigin="anonymous"'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "sri_no_scripts"),
        ("<p>text</p>", "sri_no_scripts"),
        ("<script>inline()</script>", "sri_own_scripts"),
        ('<script src="/a.js"></script>', "sri_own_scripts"),
        ('<script src="a.js"></script>', "sri_own_scripts"),
        ('<script src="https://www.site.example/a.js"></script>', "sri_own_scripts"),
        (f'<script src="https://cdn.other/a.js" {PIN}></script>', "sri_pinned"),
        (f"<SCRIPT SRC=https://cdn.other/a.js {PIN}></SCRIPT>", "sri_pinned"),
        ('<!-- <script src="https://cdn.other/a.js"></script> -->', "sri_no_scripts"),
        ('<template><script src="https://cdn.other/a.js"></script></template>', "sri_no_scripts"),
        ("<script>'<script src=https://cdn.other/a.js>'</script>", "sri_own_scripts"),
        ('<script src=""></script>', "sri_own_scripts"),
        ('<script src="data:text/javascript,1"></script>', "sri_own_scripts"),
        ('<script src="https://cdn.other/a.js"', "sri_no_scripts"),  # never closed: browsers drop it
    ],
)
def test_met(site, body, code):
    judged = judge(site(body=body, host="site.example"))
    assert (judged.state, judged.code) == (State.MET, code)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<script src="https://cdn.other/a.js"></script>', "sri_not_pinned"),
        ('<script src="https://cdn.other/a.js" integrity=""></script>', "sri_not_pinned"),
        ('<script src="HTTPS://CDN.other/a.js"></script>', "sri_not_pinned"),
        ('<script src=" https://cdn.other/a.js "></script>', "sri_not_pinned"),
        ('<script src="https&#58;//cdn.other/a.js"></script>', "sri_not_pinned"),
        ('<script src="http://cdn.other/a.js"></script>', "sri_clear_text"),
        (f'<script src="http://cdn.other/a.js" {PIN}></script>', "sri_pinned_clear_text"),
        ('<script src="//www.site.example/a.js"></script>', "sri_clear_text"),
        (f'<script src="//cdn.other/a.js" {PIN}></script>', "sri_pinned_clear_text"),
        (f'<script src="https://a.other/1" {PIN}></script><script src="https://b.other/2">', "sri_not_pinned"),
        ('<base href="https://cdn.other/x/"><script src="a.js"></script>', "sri_not_pinned"),
        ('<noscript><script src="https://cdn.other/a.js"></script></noscript>', "sri_not_pinned"),
        ('<script async data-x="<" src="https://cdn.other/a.js"></script>', "sri_not_pinned"),
    ],
)
def test_not_met(site, body, code):
    judged = judge(site(body=body, host="site.example"))
    assert (judged.state, judged.code) == (State.NOT_MET, code)


def test_what_is_no_page_loads_no_scripts(site):
    body = '<script src="https://cdn.other/a.js"></script>'
    assert judge(site({"content-type": "application/json"}, body=body)).code == "sri_no_page"
    assert judge(site({"content-type": "application/xhtml+xml; charset=x"}, body=body)).code == "sri_not_pinned"
    assert judge(site({"content-type": []}, body=body)).code == "sri_not_pinned"  # browsers guess, so do we


def test_a_page_cut_short_shows_faults_but_no_absence(site):
    fault = '<script src="https://cdn.other/a.js"></script>'
    assert judge(site(body=fault + " " * 1_100_000)).state == State.NOT_MET
    assert judge(site(body=" " * 1_100_000 + fault)).state == State.UNKNOWN


def test_unanswered(site):
    assert judge(site(http=None, https=None)).state == State.UNKNOWN
