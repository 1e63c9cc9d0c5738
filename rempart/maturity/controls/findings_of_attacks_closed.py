"""What the attacks found is closed and tried again (PT-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="findings_of_attacks_closed",
    rows=("PT-01",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="What the attacks found is closed and tried again",
    why="A finding that stays open is a map for the next visitor. It is closed when the same attack has been tried again and failed.",
    fix=(
        "Give every finding an owner, a deadline and a fix, the most dangerous first.",
        "Let the tester repeat exactly the same attack after the fix.",
        "If something is left open on purpose, record who accepts it, why and until when.",
    ),
    question="How many findings of the last penetration test are still open, and which were tried again?",
    effort=Effort(hours=(8, 40), cost_year_minor=(0, 600000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:135; NIST CSF 2.0 ID.IM-02; NIST SP 800-53 CA-5",
    threats=(Against("T05", Part.DETECTS), Against("T24", Part.DETECTS)),
    key=Key.DOCUMENT,
    exercise_exists=True,
    document_max_age_s=90 * DAY_S,
)
