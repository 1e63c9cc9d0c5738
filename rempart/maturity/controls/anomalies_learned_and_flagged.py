"""A model learns what is normal and flags what is not (AI-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="anomalies_learned_and_flagged",
    rows=("AI-01",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE,),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="A model learns what is normal and flags what is not",
    why="A method never seen before is in no list, but it still differs from an ordinary day. A model that knows your ordinary days points at the difference while it happens, and a person decides.",
    fix=(
        "Train the model on your own traffic, cleaned of known attacks, and renew it regularly.",
        "Measure how many alarms a day it raises and how many are right; keep to what your people can look at.",
        "Plant a harmless oddity each month and check that it was flagged.",
    ),
    question="Does a learning model watch my site in real time, and what share of its alarms is right?",
    effort=Effort(hours=(16, 60), cost_year_minor=(60000, 1200000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:134; NIST CSF 2.0 DE.AE-02, DE.AE-03",
    threats=(Against("T24", Part.DETECTS),),
    key=Key.AGENT,
    exercise_exists=True,
    voided_by=("host_changed",),
)
