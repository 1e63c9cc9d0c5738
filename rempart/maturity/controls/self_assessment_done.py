"""Everyone has filled in a self-assessment of their own risks (AWR-21)."""

from rempart.facts.own_plans import OwnPlans
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.learning_rule import judge_planned
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="self_assessment_done",
    rows=("AWR-21",),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Everyone has filled in a self-assessment of their own risks",
    why="A bookkeeper and an editor are attacked in different ways. Ten questions about one's own day show each person where to look twice, and the programme where to begin.",
    fix=(
        "Ask about ten points: what you can reach, which messages you get, what would hurt most if it were false.",
        "Keep answers visible only to the person; show the team nothing but sums.",
        "Repeat it once a year and at each change of job.",
    ),
    question="Do the people who look after my site know which attacks aim at their own role?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 6000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:304; NIST CSF 2.0 PR.AT-01",
    threats=(Against("T14", Part.PREVENTS), Against("T16", Part.PREVENTS)),
    key=Key.DOCUMENT,
    needs=(Need(OwnPlans, 2 * DAY_S, judge_planned),),
    says={
        "none_here": "Nobody has filled in a self-assessment here yet.",
        "all_have": "All {people} people filled in a self-assessment here in the last year.",
        "some_have": "{have} of {people} people filled in a self-assessment here in the last year.",
    },
)
