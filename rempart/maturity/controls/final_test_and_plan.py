"""Each person has ended the programme with a test and a plan of their own (AWR-19)."""

from rempart.facts.own_plans import OwnPlans
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.learning_rule import judge_tested
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="final_test_and_plan",
    rows=("AWR-19",),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Each person has ended the programme with a test and a plan of their own",
    why="A test shows what has stayed, and one intention that you set yourself lasts longer than ten rules. Both belong to the person; the company sees only that they exist.",
    fix=(
        "End the year's programme with a short test made of cases, not of definitions.",
        "Let each person write down one habit to change, and when to look at it again.",
        "Ask after three months how it went, and use the sums to plan the next year.",
    ),
    question="Do the people who look after my site finish their training with a test?",
    effort=Effort(hours=(1, 3), cost_year_minor=(0, 6000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:288; NIST CSF 2.0 PR.AT-01",
    threats=(Against("T14", Part.PREVENTS),),
    key=Key.DOCUMENT,
    needs=(Need(OwnPlans, 2 * DAY_S, judge_tested),),
    says={
        "none_here": "Nobody has taken a test after lessons here yet.",
        "all_have": "All {people} people took a test here in the last year; what they did not know stands on their own plan.",
        "some_have": "{have} of {people} people took a test here in the last year; what they did not know stands on their own plan.",
    },
)
