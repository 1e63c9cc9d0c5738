"""Cross-Origin-Resource-Policy."""

import pytest

from rempart.scanner.core.headers.corp import judge
from rempart.terms.state import State

NAME = "cross-origin-resource-policy"


@pytest.mark.parametrize(
    ("value", "state", "code"),
    [
        (None, State.MET, "corp_absent"),
        ("", State.MET, "corp_absent"),
        ("same-origin", State.MET, "corp_same_origin"),
        (" Same-Origin ", State.MET, "corp_same_origin"),
        ("same-site", State.MET, "corp_same_site"),
        ("cross-origin", State.MET, "corp_cross_origin"),
        (["same-site", "nonsense"], State.MET, "corp_same_site"),
        ("same_origin", State.NOT_MET, "corp_invalid"),
        ("'same-origin'", State.NOT_MET, "corp_invalid"),
        ("same-origin, same-origin", State.NOT_MET, "corp_invalid"),
        ("*", State.NOT_MET, "corp_invalid"),
        ("none", State.NOT_MET, "corp_invalid"),
        (["", "same-site"], State.MET, "corp_absent"),
    ],
)
def test_values(site, value, state, code):
    judged = judge(site({} if value is None else {NAME: value}))
    assert (judged.state, judged.code) == (state, code)


def test_name_in_any_case_and_unencrypted(site):
    assert judge(site({NAME.upper(): "same-site"}, https=None)).code == "corp_same_site"
    assert judge(site(http=None, https=None)).state == State.UNKNOWN
