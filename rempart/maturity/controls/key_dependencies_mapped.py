"""It is known what the business hangs on, from name service to delivery network (VEN-03, VEN-05)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="key_dependencies_mapped",
    rows=("VEN-03", "VEN-05"),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="It is known what the business hangs on, from name service to delivery network",
    why="Many learn what they depend on by its failure. A map with the effect of each failure on sales shows where a second way is worth its price.",
    fix=(
        "Draw what must work for a customer to buy: name service, delivery network, firewall, host, payment, mail.",
        "Note for each what an hour without it costs, whether there is a second way, and whom to call.",
        "Show the map to the staff concerned, and look at it again at every new contract.",
    ),
    question="On which other companies does my service depend, and what happens when each of them fails?",
    effort=Effort(hours=(4, 16), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:210, 2:220, 2:272; NIST CSF 2.0 GV.OC-05, ID.AM-04",
    threats=(Against("T20", Part.NECESSARY), Against("T18", Part.PREVENTS)),
    key=Key.DOCUMENT,
)
