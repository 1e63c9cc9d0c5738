"""From alert to containment, the time is measured and kept (SOC-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="containment_in_time",
    rows=("SOC-04",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="From alert to containment, the time is measured and kept",
    why="An alert that is answered the next day only describes the damage. Measuring the time from alert to containment shows whether the watch works, and where it waits.",
    fix=(
        "Set a target, for example one hour for a compromised account and four hours for malicious files.",
        "Record for each alert when it came, when a person took it and when the cause was cut off.",
        "Look at the slowest case every month and remove what it waited for.",
    ),
    question="How long did you take from alert to containment in your last ten incidents?",
    effort=Effort(hours=(4, 12), cost_year_minor=(0, 240000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:113, 1:128; NIST CSF 2.0 RS.MI-01",
    threats=(Against("T12", Part.DETECTS), Against("T22", Part.DETECTS), Against("T23", Part.DETECTS)),
    key=Key.DOCUMENT,
    document_max_age_s=180 * DAY_S,
)
