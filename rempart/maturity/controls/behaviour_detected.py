"""Suspicious behaviour is noticed, not only known malware (DET-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="behaviour_detected",
    rows=("DET-01",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE,),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Suspicious behaviour is noticed, not only known malware",
    why="A list of known malware says nothing about a file nobody has met before. Watching what the site does, such as new files in the uploads folder, sudden administrators or unusual outgoing traffic, finds an intruder whose tools are new.",
    fix=(
        "Ask your host whether its detection looks at behaviour or only at signatures, and what it watches.",
        "Have changes of PHP files, new administrators, new scheduled tasks and unusual outgoing connections reported to you.",
        "Put a harmless new file into a test site and check that a notice arrives.",
    ),
    question="Does your detection look at suspicious behaviour as well as known signatures, and whom does it tell?",
    effort=Effort(hours=(2, 8), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:89; NIST CSF 2.0 DE.CM-09, DE.AE-02",
    threats=(
        Against("T05", Part.DETECTS),
        Against("T07", Part.DETECTS),
        Against("T08", Part.DETECTS),
        Against("T22", Part.DETECTS),
    ),
    key=Key.AGENT,
    voided_by=("host_changed",),
)
