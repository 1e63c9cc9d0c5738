"""Level 2, AUTH-03: the sign-in page asks a machine for more than a name and a password."""

from rempart.facts.companion_sign_in import CompanionSignIn
from rempart.facts.probe import LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressDoors
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.sign_in_rule import judge_doors, judge_kept, judge_pressed
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

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
        "Where the companion is connected, switch on “Ask for more after wrong tries”: the browser then does a small calculation by itself.",
        "Or add a challenge of another plug-in to the form: a proof of work or, less kind to people, a captcha.",
        "Let it appear after two or three failures, for every address.",
    ),
    question="Is there a WordPress-specific challenge on the sign-in page, besides the limit?",
    effort=Effort((0.2, 1), (0, 0), "project estimate, not measured: one plug-in"),
    source="Guide 1:22; OWASP Automated Threats OAT-007, OAT-008; OWASP WSTG-ATHN-03",
    threats=(Against("T02", Part.PREVENTS),),
    key=Key.COMPANION,
    needs=(
        Need(WordPressDoors, DAY_S, judge_doors),
        Need(LoginLimitProbe, DAY_S, judge_pressed),
        Need(CompanionSignIn, DAY_S, judge_kept),
    ),
    voided_by=("host_changed", "address_changed", "edge_changed", "ownership_lost"),
    says={
        "asks": "The sign-in form asks for more: {challenge}.",
        "asks_when_pressed": "After {after} attempts the form asked for more.",
        "kept": "After {after} wrong tries of an account the companion lets the form ask for more.",
        "never": "{tried} wrong attempts in a row met no challenge.",
        "not_at_first": "The form asks for nothing more at first; whether it does when pressed takes a probe.",
        "no_page": "No sign-in page was found at the usual places.",
    },
)
