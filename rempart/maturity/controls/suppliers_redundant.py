"""No single supplier can take the site down alone (VEN-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="suppliers_redundant",
    rows=("VEN-04",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="No single supplier can take the site down alone",
    why="A delivery network or name service can fail worldwide for hours, and then the best server is out of reach. A second way that has been switched to once makes it an inconvenience.",
    fix=(
        "Run the zone with two name-service operators, and check that both answer alike.",
        "Prepare a second delivery network or a direct way with the firewall kept, and write down who switches and how.",
        "Switch once every half year on a quiet morning, and note how long it took.",
    ),
    question="Which of your own suppliers would take my site down, and what is your second way?",
    effort=Effort(hours=(8, 60), cost_year_minor=(12000, 600000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:216; NIST CSF 2.0 PR.IR-03; NIST SP 800-53 CP-8(3)",
    threats=(Against("T20", Part.NECESSARY),),
    key=Key.DOCUMENT,
    document_max_age_s=180 * DAY_S,
)
