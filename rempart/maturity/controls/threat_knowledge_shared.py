"""What is learnt about attacks is shared with others (IR-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="threat_knowledge_shared",
    rows=("IR-03",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="What is learnt about attacks is shared with others",
    why="The same attack often goes round a whole sector. Who hears of it a day earlier from a neighbour can close the door in time, and who tells will be told.",
    fix=(
        "Join a sharing group of your sector or your national centre, and name who reads and who writes.",
        "Agree on what may be shared, without customers' data, and mark each note with who may see it.",
        "Turn at least one note a month into a rule or a search in your own records.",
    ),
    question="Do you tell your customers what you learn about attacks on other customers, and how fast?",
    effort=Effort(hours=(4, 24), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:46; NIST CSF 2.0 ID.RA-02, DE.AE-07",
    threats=(Against("T18", Part.DETECTS), Against("T24", Part.DETECTS)),
    key=Key.DOCUMENT,
)
