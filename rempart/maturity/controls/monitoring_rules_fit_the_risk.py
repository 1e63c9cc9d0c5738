"""The monitoring's rules fit your own risk (WAF-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="monitoring_rules_fit_the_risk",
    rows=("WAF-04",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE,),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="The monitoring's rules fit your own risk",
    why="What is normal for a newspaper is an alarm for a small shop. Rules drawn from your own traffic and your own worst cases ring for what matters to you, and are quiet otherwise.",
    fix=(
        "Write down your three worst cases, for example customer data copied, prices changed, payments diverted.",
        "Make a rule that would notice each of them, and try it with a harmless imitation.",
        "Remove or sharpen rules that ring without cause, once a month.",
    ),
    question="Can the monitoring be set to my own worst cases, and can I see the rules?",
    effort=Effort(hours=(4, 16), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:116, 1:158; NIST CSF 2.0 DE.AE-02, DE.CM-09",
    threats=(Against("T05", Part.DETECTS), Against("T24", Part.DETECTS)),
    key=Key.AGENT,
    voided_by=("host_changed", "profile_changed"),
)
