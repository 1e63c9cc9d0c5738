"""The mail filter learns from what your people report (AI-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="mail_filter_learns",
    rows=("AI-03",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="The mail filter learns from what your people report",
    why="Fixed rules know yesterday's fraud. A filter that learns from your own reports recognises the next wave, and what it is unsure of goes to a person with the reasons.",
    fix=(
        "Send every confirmed report back to the filter, good mail held by mistake as well.",
        "Measure once a month what share of fraud was held and how much good mail was held with it.",
        "Keep a band of unsure mail that a person looks at, with the reasons shown.",
    ),
    question="Does your mail filter learn from our reports, and how much good mail does it hold back?",
    effort=Effort(hours=(4, 24), cost_year_minor=(12000, 360000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:237; NIST SP 800-53 SI-8(3)",
    threats=(Against("T13", Part.PREVENTS), Against("T14", Part.PREVENTS)),
    key=Key.DOCUMENT,
    exercise_exists=True,
)
