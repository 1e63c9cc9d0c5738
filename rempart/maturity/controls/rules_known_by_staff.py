"""People know the rules that apply to their work (COMP-05, COMP-06)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="rules_known_by_staff",
    rows=("COMP-05", "COMP-06"),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="People know the rules that apply to their work",
    why="Many breaches of the rules happen because nobody explained them in the words of the job. A short lesson on data protection, your sector's rules and your own policy saves the long letter afterwards.",
    fix=(
        "List the rules that really apply to you, for example GDPR, ISO/IEC 27001 or PIPL, and for each who must know what.",
        "Teach each group its part in twenty minutes, with cases from its own work.",
        "Check with a few questions, and repeat each year or when a rule changes.",
    ),
    question="Which rules do you train your people in, and how do you check that they know them?",
    effort=Effort(hours=(4, 24), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:163, 2:275; NIST CSF 2.0 GV.OC-03, PR.AT-02",
    threats=(Against("T25", Part.PREVENTS),),
    key=Key.DOCUMENT,
)
