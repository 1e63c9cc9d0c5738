"""Which answers of a sign-in form mean that more is asked: read from the form, never from a maker's name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.scanner.core.probes.outcome import Outcome
from rempart.scanner.core.probes.sign_in import challenged, limited

FORM = '<form id="loginform"><input name="log"><input type="password" name="pwd">{}</form>'


def page(field: str = "", said: str = "That is not right.", status: int = 200) -> Outcome:
    """The form again, with what went wrong."""
    return Outcome(status, (), f'<div id="login_error" class="x"><p>{said}</p></div>' + FORM.format(field))


ASKS = '<input type="hidden" name="{}" value="1">'


@pytest.mark.parametrize("name", ["shield_pow", "proof-of-work", "x_challenge", "captcha_code", "pow"])
def test_a_field_that_came_and_is_missed_is_a_challenge(name: str) -> None:
    plain, asking = page(), page(ASKS.format(name))
    refused = page(ASKS.format(name), "First solve 12 parts.", 403)
    assert limited([plain, asking]) == ""  # it only came: the password of this one was still looked at
    assert limited([plain, asking, refused]) == "challenge"
    assert challenged([plain, asking, asking]) is False  # never missed
    assert challenged([asking, asking, refused]) is False  # it stood there from the start


@pytest.mark.parametrize("name", ["power", "empower_form", "log2", "redirect_to", "testcookie"])
def test_other_fields_are_none(name: str) -> None:
    field = ASKS.format(name)
    assert not challenged([page(), page(field), page(field, "Another sentence.")])


def test_a_page_without_the_form_or_a_count_that_goes_down_is_none() -> None:
    field = ASKS.format("challenge")
    other = Outcome(200, (), f'<div id="login_error">No.</div>{field}')
    assert not challenged([page(), other, other])
    assert not challenged([page(said="9 tries"), page(field, "8 tries"), page(field, "7 tries")])


@settings(max_examples=50)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=5))
def test_any_text_is_read(texts: list[str]) -> None:
    assert challenged([Outcome(200, (), text) for text in texts]) is False
