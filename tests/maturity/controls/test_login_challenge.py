"""A challenge on the form, or one that comes when the form is pressed."""

from typing import Any

import pytest

from rempart.facts.companion_sign_in import CompanionSignIn
from rempart.facts.fact import Fact, Observation
from rempart.facts.probe import LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressDoors
from rempart.maturity.controls.login_challenge import UNIT
from rempart.maturity.core.judge import judge
from rempart.maturity.core.sign_in_rule import judge_doors, judge_kept, judge_pressed
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject
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


def test_what_the_companion_keeps_counts_and_that_it_keeps_nothing_says_nothing() -> None:
    assert heard(UNIT, judge_kept(CompanionSignIn(pause_after=5, challenge_after=3))) == (State.MET, "kept")
    assert judge_kept(CompanionSignIn(pause_after=5, challenge_after=None)) is None


def seen(fact: Fact, at_ms: int) -> Observation:
    """By the companion, or by a probe from outside."""
    is_inside = isinstance(fact, CompanionSignIn)
    return Observation(
        org="o", subject=Subject("site", "s"), fact=fact, taken_at_ms=at_ms, source="companion" if is_inside else "probe_login",
        evidence=EvidenceClass.CONFIGURED if is_inside else EvidenceClass.EXERCISED, version=1,
        vantage=Vantage.SAME_HOST if is_inside else Vantage.EXTERNAL,
    )  # fmt: skip


def test_a_setting_is_enough_and_an_exercise_that_fails_is_not_talked_away() -> None:
    kept, failed = CompanionSignIn(pause_after=None, challenge_after=3), pressed(10, None, None)
    assert judge(UNIT, [seen(kept, 1_000)], now_ms=2_000).evidence is EvidenceClass.CONFIGURED
    assert judge(UNIT, [seen(kept, 1_000)], now_ms=2_000).state is State.MET
    assert judge(UNIT, [seen(kept, 1_000), seen(failed, 1_500)], now_ms=2_000).state is State.NOT_MET
    assert judge(UNIT, [seen(failed, 1_000), seen(kept, 1_500)], now_ms=2_000).state is State.CONTRADICTED
    both = [seen(kept, 1_500), seen(pressed(4, 3, "challenge"), 1_000)]
    assert judge(UNIT, both, now_ms=2_000).state is State.MET
