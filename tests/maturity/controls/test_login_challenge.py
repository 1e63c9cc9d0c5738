"""A challenge on the form, or one that comes when the form is pressed."""

from typing import Any

import pytest

from rempart.facts.probe import LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressDoors
from rempart.maturity.controls.login_challenge import UNIT, judge_doors, judge_pressed
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def doors(**changes: Any) -> WordPressDoors:
    usual: dict[str, Any] = {
        "login_path": "/wp-login.php",
        "challenge": None,
        "second_factor_hint": None,
        "registration_open": False,
        "rest_open": True,
        "rest_namespaces": ("wp/v2",),
        "application_passwords": True,
    }
    return WordPressDoors(**{**usual, **changes})


def pressed(tried: int, after: int | None, sign: str | None, banned: bool = False) -> LoginLimitProbe:
    return LoginLimitProbe(tried=tried, limited_after=after, sign=sign, own_address_banned=banned)


def test_the_form_at_first_sight() -> None:
    assert heard(UNIT, judge_doors(doors(challenge="turnstile"))) == (State.MET, "asks")
    assert heard(UNIT, judge_doors(doors())) == (State.UNKNOWN, "not_at_first")
    assert heard(UNIT, judge_doors(doors(login_path=None))) == (State.UNKNOWN, "no_page")


def test_the_form_when_pressed() -> None:
    assert heard(UNIT, judge_pressed(pressed(4, 3, "challenge"))) == (State.MET, "asks_when_pressed")
    assert heard(UNIT, judge_pressed(pressed(10, None, None))) == (State.NOT_MET, "never")


@pytest.mark.parametrize("fact", [pressed(6, 5, "status"), pressed(4, None, None, banned=True), pressed(3, None, None)])
def test_a_probe_that_was_shut_out_first_says_nothing(fact: LoginLimitProbe) -> None:
    assert judge_pressed(fact) is None
