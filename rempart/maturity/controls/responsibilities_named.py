"""It is written down who is responsible for what (MOD-18)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="responsibilities_named",
    rows=("MOD-18",),
    dimension=Dimension.WATCH,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="It is written down who is responsible for what",
    why="Sites fall through the owner's oversight or through weak hosting, and often through the gap between the two. A list with one name for each duty closes that gap.",
    fix=(
        "Go through the controls and write beside each: we, the host, or both.",
        "Put the name of a person and a deputy to each of yours.",
        "Send the host its part and ask for confirmation in writing.",
    ),
    question="Which of these duties are yours, which are mine, and who is the person on your side?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 0), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:2, 1:5; NIST CSF 2.0 GV.RR-02",
    threats=(Against("T23", Part.DETECTS), Against("T16", Part.PREVENTS)),
    key=Key.DOCUMENT,
)
