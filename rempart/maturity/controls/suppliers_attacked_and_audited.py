"""Important suppliers are tested and audited, and you see the result (PT-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="suppliers_attacked_and_audited",
    rows=("PT-02",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Important suppliers are tested and audited, and you see the result",
    why="An attacker takes the weakest link of the chain, and that may be a supplier. A right to test, used once a year, turns trust into knowledge.",
    fix=(
        "Choose the suppliers whose fall would be yours, and agree on a test or an audit with each, once a year.",
        "Accept a recent report of an independent tester when its scope covers what they do for you.",
        "Follow each open finding to its end, and note in the contract what happens if it stays open.",
    ),
    question="May we test and audit what you do for us, and which independent report can you show from the last year?",
    effort=Effort(hours=(16, 80), cost_year_minor=(200000, 3000000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:51; NIST CSF 2.0 GV.SC-07, ID.IM-02",
    threats=(Against("T18", Part.DETECTS),),
    key=Key.DOCUMENT,
    exercise_exists=True,
)
