"""It is known where automation needs a person's review (CHG-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="automation_reviewed",
    rows=("CHG-04",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="It is known where automation needs a person's review",
    why="Automation repeats a mistake faster than anyone can read. Knowing which steps must wait for a person keeps the speed where it is safe.",
    fix=(
        "List what runs by itself: updates, scripts, generated configuration, blocks, deletions.",
        "Mark each by what it could destroy, and let the riskiest wait for a named person.",
        "Look at the list each quarter, and at every script that nobody owns.",
    ),
    question="Which automatic actions on my site can delete or switch off something without a person looking?",
    effort=Effort(hours=(2, 12), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:274; NIST CSF 2.0 ID.RA-07",
    threats=(Against("T21", Part.PREVENTS),),
    key=Key.DOCUMENT,
)
