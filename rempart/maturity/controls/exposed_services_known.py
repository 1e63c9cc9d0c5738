"""You know what of yours can be reached from the internet (PAT-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="exposed_services_known",
    rows=("PAT-04",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.HOST,
    side=Side.BOTH,
    title="You know what of yours can be reached from the internet",
    why="Attackers search the whole internet for open doors, and find forgotten ones first. Looking at yourself from outside each week gives you the same list, earlier.",
    fix=(
        "List all names and addresses that are yours, with the owner of each.",
        "Look from outside each week which services answer, and ask the owner about each that is new.",
        "Close administration, databases and transfer services to all but named addresses.",
    ),
    question="Which ports and services of my server answer from the internet, and why each of them?",
    effort=Effort(hours=(2, 12), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:91; NIST CSF 2.0 ID.AM-03, ID.RA-01",
    threats=(Against("T19", Part.DETECTS), Against("T22", Part.PREVENTS)),
    key=Key.AGENT,
    document_max_age_s=90 * DAY_S,
    voided_by=("address_changed", "host_changed"),
)
