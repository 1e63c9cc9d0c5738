"""The network is divided, and only named systems may cross (ZT-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="network_segmented",
    rows=("ZT-04",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="The network is divided, and only named systems may cross",
    why="In a flat network one weak service account reaches everything. Walls between the parts, with a list of who may pass, keep a break-in small.",
    fix=(
        "Draw which system must talk to which, and close everything else.",
        "Put transfer services, backups and administration each in a segment of its own, reached only through a VPN or a broker.",
        "Try every quarter from each segment what it should not reach, and be told of attempts to cross.",
    ),
    question="How is your network divided, and what can a taken-over web server reach from inside?",
    effort=Effort(hours=(24, 120), cost_year_minor=(60000, 1200000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:37, 2:102, 2:107; NIST CSF 2.0 PR.IR-01; NIST SP 800-53 SC-7",
    threats=(Against("T22", Part.NECESSARY), Against("T12", Part.PREVENTS)),
    key=Key.AGENT,
    exercise_exists=True,
    voided_by=("host_changed",),
)
