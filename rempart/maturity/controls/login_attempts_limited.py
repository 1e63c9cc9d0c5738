"""Level 2, AUTH-01: guessing at the sign-in page is cut off within ten tries."""

from rempart.facts.probe import LoginLimitProbe
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

ENOUGH = 10  # PCI DSS 8.3.4: locked out after not more than ten invalid attempts


def judge_limit(fact: LoginLimitProbe) -> Opinion:
    """Our own address being banned is the limit at work."""
    if fact.limited_after is not None:
        return Opinion(State.MET, "limited", {"after": fact.limited_after})
    if fact.own_address_banned:
        return Opinion(State.MET, "banned", {"tried": fact.tried})
    if fact.tried < ENOUGH:
        return Opinion(State.UNKNOWN, "cut_short", {"tried": fact.tried})
    return Opinion(State.NOT_MET, "never", {"tried": fact.tried})


UNIT = Control(
    id="login_attempts_limited",
    rows=("AUTH-01",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Login attempts are limited",
    why="Machines try thousands of passwords a day on every sign-in page they find. A limit turns that into a handful of tries, and keeps the server free for visitors.",
    fix=(
        "Install a limit for sign-in attempts, or ask the host to switch on its own: ten tries at most.",
        "Let it cover xmlrpc.php and the REST interface too.",
        "Prove that the site is yours and start the probe; it uses a made-up name.",
    ),
    question="Do you limit sign-in attempts, after how many, and on which pages?",
    effort=Effort((0.2, 1), (0, 0), "project estimate, not measured: one plug-in or a setting of the host"),
    source="Guide 1:70, 1:85; PCI DSS 4.0.1 no. 8.3.4; OWASP WSTG-ATHN-03; CWE-307",
    threats=(Against("T02", Part.NECESSARY),),
    key=Key.OWNERSHIP,
    needs=(Need(LoginLimitProbe, DAY_S, judge_limit),),
    outside=True,
    voided_by=("host_changed", "address_changed", "edge_changed", "ownership_lost"),
    says={
        "limited": "The sign-in page cut off after {after} attempts.",
        "banned": "After {tried} attempts our address was shut out.",
        "never": "{tried} wrong attempts in a row were all answered as usual.",
        "cut_short": "Only {tried} attempts could be made; too few to tell.",
    },
)
