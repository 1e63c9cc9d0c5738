"""When data leak, the clock for notices starts at once (COMP-08)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="breach_clock",
    rows=("COMP-08",),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="When data leak, the clock for notices starts at once",
    why="In the European Union you have 72 hours from the moment you know, and other places ask for less. With a clock, a list of addresses and drafts, that time goes into the answer and not into the search for a form.",
    fix=(
        "Note the authorities, periods and forms for each country in which you hold data.",
        "Prepare drafts for authority, customers and insurer, with gaps for what is not known yet.",
        "Start the clock once in an exercise, and have somebody send the drafts to a test address in time.",
    ),
    question="Within what time do you tell me of a breach that touches my data, and to which address?",
    effort=Effort(hours=(3, 10), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:233, 2:275; GDPR art. 33, 34; NIST CSF 2.0 RS.CO-02",
    threats=(Against("T25", Part.DETECTS), Against("T23", Part.DETECTS)),
    key=Key.DOCUMENT,
    document_max_age_s=180 * DAY_S,
)
