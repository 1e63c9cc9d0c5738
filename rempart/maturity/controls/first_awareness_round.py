"""Everyone has had a first round on today's tricks (AWR-01)."""

from rempart.facts.learning import Learning
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.learning_rule import judge_first
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="first_awareness_round",
    rows=("AWR-01",),
    dimension=Dimension.WATCH,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Everyone has had a first round on today's tricks",
    why="Who has never seen a forged invoice meets the first one alone. An hour together about phishing, ransomware and attacks through suppliers gives everybody the same words.",
    fix=(
        "Take an hour with all, with three true cases and one from your own mailbox.",
        "Show the place to report, and say plainly that nobody is blamed.",
        "Do it with each new colleague in the first week, and keep the date.",
    ),
    question="Have all people who look after my site had training on current attacks?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:155; NIST CSF 2.0 PR.AT-01",
    threats=(Against("T13", Part.PREVENTS), Against("T14", Part.PREVENTS)),
    key=Key.DOCUMENT,
    needs=(Need(Learning, 2 * DAY_S, judge_first),),
    says={
        "none_here": "Nobody has taken a lesson here yet.",
        "everybody": "All {people} people took at least one lesson in the last year.",
        "some": "{with_one} of {people} people took at least one lesson in the last year.",
    },
)
