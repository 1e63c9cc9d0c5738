"""The pure rules of signing in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.access.core.browser import browser_of
from rempart.access.core.demands import is_demanded, may_be_added
from rempart.access.core.letters import LETTERS, write
from rempart.access.core.one_time import code_of, is_code, new_nonce
from rempart.directory.core.roles import Role
from tests.access.people import CHROME, FIREFOX

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
EDGE = CHROME + " Edg/141.0.0.0"
TABLET = "Mozilla/5.0 (Linux; Android 15; Pixel Tablet) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, ("Firefox", "Linux", "computer")),
        (CHROME, ("Chrome", "Windows", "computer")),
        (EDGE, ("Edge", "Windows", "computer")),
        (IPHONE, ("Safari", "iOS", "phone")),
        (TABLET, ("Chrome", "Android", "tablet")),
        ("", ("", "", "other")),
        ("curl/8", ("", "", "other")),
    ],
)
def test_browsers_are_told_apart_coarsely(agent: str, said: tuple[str, str, str]) -> None:
    assert browser_of(agent) == said


@given(st.text(max_size=3_000))
@settings(max_examples=60)
def test_any_line_is_some_browser(agent: str) -> None:
    assert browser_of(agent).kind in {"computer", "phone", "tablet", "other"}


def test_every_role_but_the_learner_must_have_a_second_factor() -> None:
    assert [role for role in Role if not is_demanded(role)] == [Role.LEARNER]
    assert may_be_added() == [Role.LEARNER]
    assert is_demanded(Role.LEARNER, ["learner"])
    assert not is_demanded(None)


def test_an_organisation_can_only_ask_for_more() -> None:
    assert all(is_demanded(role, []) for role in Role if role is not Role.LEARNER)


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_no_text_is_a_code_but_the_code(typed: str) -> None:
    nonce = "0" * 64
    clean = "".join(typed.split()).replace("-", "")
    assert is_code("key", nonce, typed) == (clean == code_of("key", nonce))


def test_codes_have_eight_digits_and_depend_on_the_key() -> None:
    nonce = new_nonce()
    code = code_of("key", nonce)
    assert len(code) == 8
    assert code.isdigit()
    assert is_code("key", nonce, f" {code[:4]}-{code[4:]} ")
    assert not is_code("other key", nonce, code)


@pytest.mark.parametrize("kind", sorted(LETTERS))
@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_every_letter_can_be_written_and_holds_no_link(kind: str, language: str) -> None:
    slots = {
        "browser": "Firefox",
        "country": "FR",
        "moment": "now",
        "code": "1234 5678",
        "organisation": "A\r\nBcc: b@c.d",
    }
    text = write(kind, language, **slots)
    assert "\n" not in text.subject
    assert "http" not in text.body
