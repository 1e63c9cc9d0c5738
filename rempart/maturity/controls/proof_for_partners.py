"""You can show partners and regulators what is proven (COMP-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="proof_for_partners",
    rows=("COMP-03",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="You can show partners and regulators what is proven",
    why="Partners, insurers and regulators ask for proof, and a promise does not count. A dated proof that they can check for themselves opens doors and shortens questionnaires.",
    fix=(
        "Publish a proof page with level, date, what was attested, what stays open, and how to verify it.",
        "Collect beside it the documents of your host and suppliers, each with its end date.",
        "Let someone outside follow the steps of verification once.",
    ),
    question="Which documents may I pass on to partners and regulators as proof of your security?",
    effort=Effort(hours=(2, 8), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:118; NIST CSF 2.0 GV.OC-03",
    threats=(Against("T25", Part.DETECTS),),
    key=Key.DOCUMENT,
)
