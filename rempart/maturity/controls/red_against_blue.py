"""One team attacks, another defends, and both learn (PT-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="red_against_blue",
    rows=("PT-03",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="One team attacks, another defends, and both learn",
    why="A penetration test shows holes; an exercise of red against blue shows whether anyone notices, and how fast. What is learnt belongs to both teams, so it is told openly afterwards.",
    fix=(
        "Agree on goals, limits, a window of time and one person who may stop the exercise.",
        "Let the red team work without notice to the blue team, and record what was noticed and when.",
        "Sit down together within a week, and turn each blind spot into a rule, a lesson or a repair.",
    ),
    question="Will you take part in an exercise in which our people attack what you run for us?",
    effort=Effort(hours=(40, 160), cost_year_minor=(500000, 5000000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:82, 2:162; NIST CSF 2.0 ID.IM-02",
    threats=(Against("T22", Part.DETECTS), Against("T24", Part.DETECTS)),
    key=Key.DOCUMENT,
    exercise_exists=True,
    document_max_age_s=180 * DAY_S,
)
