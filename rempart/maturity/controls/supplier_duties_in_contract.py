"""Suppliers' duties stand in the contract, and the chain is short (VEN-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="supplier_duties_in_contract",
    rows=("VEN-02",),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Suppliers' duties stand in the contract, and the chain is short",
    why="In an incident only what was signed counts. Clear duties, and as few suppliers behind suppliers as possible, save days of asking who must do what.",
    fix=(
        "Write into each contract: time for notice of incidents, repairs, right to audit, return and deletion of data.",
        "Have every supplier behind the supplier named, with your consent needed for new ones.",
        "Remove a link from the chain each year: an unused tool, a double service.",
    ),
    question="Which security duties do you sign, and which other companies do you use for my service?",
    effort=Effort(hours=(4, 24), cost_year_minor=(0, 200000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:51; NIST CSF 2.0 GV.SC-05; GDPR art. 28",
    threats=(Against("T18", Part.NECESSARY),),
    key=Key.DOCUMENT,
)
