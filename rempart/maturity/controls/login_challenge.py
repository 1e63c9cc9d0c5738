"""Level 2, AUTH-03: the sign-in page asks a machine for more than a name and a password."""

from rempart.facts.probe import LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressDoors
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
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


UNIT = Control(
    id="login_challenge",
    rows=("AUTH-03",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="Login page asks for more when pressed",
    why="Guessing from a thousand addresses stays under any limit per address. A challenge that a machine cannot answer cheaply stops that too.",
    fix=(
        "Add a challenge to the sign-in form: a captcha or, kinder to people, a proof of work.",
        "Let it appear after two or three failures, for every address.",
    ),
    question="Is there a WordPress-specific challenge on the sign-in page, besides the limit?",
    effort=Effort((0.2, 1), (0, 0), "project estimate, not measured: one plug-in"),
    source="Guide 1:22; OWASP Automated Threats OAT-007, OAT-008; OWASP WSTG-ATHN-03",
    threats=(Against("T02", Part.PREVENTS),),
    key=Key.OWNERSHIP,
    needs=(Need(WordPressDoors, DAY_S, judge_doors), Need(LoginLimitProbe, DAY_S, judge_pressed)),
    outside=True,
    voided_by=("host_changed", "address_changed", "edge_changed", "ownership_lost"),
    says={
        "asks": "The sign-in form asks for more: {challenge}.",
        "asks_when_pressed": "After {after} attempts the form asked for more.",
        "never": "{tried} wrong attempts in a row met no challenge.",
        "not_at_first": "The form asks for nothing more at first; whether it does when pressed takes a probe.",
        "no_page": "No sign-in page was found at the usual places.",
    },
)
