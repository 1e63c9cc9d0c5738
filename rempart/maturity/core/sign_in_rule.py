"""What a form, a probe and the companion say of a challenge at the sign-in (AUTH-03)."""

from rempart.facts.companion_sign_in import CompanionSignIn
from rempart.facts.probe import LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressDoors
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State

ENOUGH = 10  # attempts without a challenge that show there is none
CHALLENGE = "challenge"  # the probe's word for a captcha or a proof of work


def judge_doors(fact: WordPressDoors) -> Opinion:
    """A form may ask only once it is pressed, so none at first is no proof of none."""
    if fact.challenge is not None:
        return Opinion(State.MET, "asks", {"challenge": fact.challenge})
    return Opinion(State.UNKNOWN, "no_page" if fact.login_path is None else "not_at_first")


def judge_pressed(fact: LoginLimitProbe) -> Opinion | None:
    if fact.sign == CHALLENGE:
        return Opinion(State.MET, "asks_when_pressed", {"after": fact.limited_after or fact.tried})
    if fact.limited_after is not None or fact.own_address_banned or fact.tried < ENOUGH:
        return None
    return Opinion(State.NOT_MET, "never", {"tried": fact.tried})


def judge_kept(fact: CompanionSignIn) -> Opinion | None:
    """Configured, which is enough at level 2. That the companion does not see to it says nothing of other plug-ins."""
    if fact.challenge_after is None:
        return None
    return Opinion(State.MET, "kept", {"after": fact.challenge_after})
