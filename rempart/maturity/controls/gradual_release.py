"""Changes are previewed and go out to a few first (CHG-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="gradual_release",
    rows=("CHG-03",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Changes are previewed and go out to a few first",
    why="A change for everybody at once makes one mistake into an outage. Shown beforehand and tried on a few, it can be stopped before most people notice.",
    fix=(
        "Have every change of configuration shown as a difference and read by a second person.",
        "Release to a small share of visitors or one site first, and wait with an eye on errors and speed.",
        "Let it stop and go back by itself when a limit is passed, and try that once.",
    ),
    question="Do you roll out your own changes step by step, and what makes you stop?",
    effort=Effort(hours=(8, 40), cost_year_minor=(0, 240000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:215; NIST CSF 2.0 PR.PS-01; NIST SP 800-53 CM-3(2)",
    threats=(Against("T21", Part.NECESSARY), Against("T10", Part.PREVENTS)),
    key=Key.AGENT,
)
