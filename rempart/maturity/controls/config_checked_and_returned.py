"""Changes are checked before they apply, and there is a way back (CHG-01, CHG-02, CHG-05)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="config_checked_and_returned",
    rows=("CHG-01", "CHG-02", "CHG-05"),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Changes are checked before they apply, and there is a way back",
    why="A generated file that is too large or a rule that is too wide can stop everything within minutes. A check before and a return after turn that into a short note in the record.",
    fix=(
        "Check every configuration before it applies: form, size, and whether it changes more than it should.",
        "Keep the last good state, and go back to it by itself when the site no longer answers.",
        "Add a short look at security and continuity to each larger change or launch, and keep it.",
    ),
    question="How do you check a change before it reaches my site, and how fast can you take it back?",
    effort=Effort(hours=(8, 40), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:209, 2:215, 2:310; NIST CSF 2.0 PR.PS-01; NIST SP 800-53 CM-3",
    threats=(Against("T21", Part.NECESSARY), Against("T10", Part.DETECTS)),
    key=Key.AGENT,
)
