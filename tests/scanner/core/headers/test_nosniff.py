"""X-Content-Type-Options."""

import pytest

from rempart.scanner.core.headers.nosniff import judge
from rempart.terms.state import State

NAME = "X-Content-Type-Options"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("nosniff", "nosniff_set"),
        ("nosniff ", "nosniff_set"),
        ("NoSniff", "nosniff_set"),
        (["nosniff", "nosniff"], "nosniff_set"),
        (["nosniff", "x"], "nosniff_set"),
        ("", "nosniff_missing"),
        (" ", "nosniff_missing"),
        ([], "nosniff_missing"),
        ("nosniff, nosniff", "nosniff_invalid"),
        ("'nosniff'", "nosniff_invalid"),
        ("no-sniff", "nosniff_invalid"),
        ("1", "nosniff_invalid"),
        (["x", "nosniff"], "nosniff_invalid"),
    ],
)
def test_values(site, value, code):
    judged = judge(site({NAME: value}))
    assert judged.code == code
    assert judged.state == (State.MET if code == "nosniff_set" else State.NOT_MET)


def test_a_meta_tag_does_not_count_and_silence_is_unknown(site):
    assert judge(site(body=f'<meta http-equiv="{NAME}" content="nosniff">')).code == "nosniff_missing"
    assert judge(site(http=None, https=None)).state == State.UNKNOWN
