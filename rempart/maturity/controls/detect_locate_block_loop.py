"""What is detected is located and blocked in one chain (SOC-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="detect_locate_block_loop",
    rows=("SOC-02",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="What is detected is located and blocked in one chain",
    why="Between the alarm and the block there are often three tools and a night. When detection, search and block hand over by themselves, minutes are enough, and every block can be undone.",
    fix=(
        "Write for each frequent alarm what is to be looked up, who decides and what is blocked.",
        "Let the tools do the steps that are always the same, with an expiry and an undo for each block.",
        "Exercise the chain twice a year from a planted sign to the block, and measure the time.",
    ),
    question="When you detect an attack on my site, what happens by itself and what waits for a person?",
    effort=Effort(hours=(16, 60), cost_year_minor=(0, 600000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:48, 2:53; NIST CSF 2.0 DE.AE-08, RS.MI-01",
    threats=(Against("T23", Part.DETECTS), Against("T07", Part.DETECTS)),
    key=Key.AGENT,
    document_max_age_s=180 * DAY_S,
)
