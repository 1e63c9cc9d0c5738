"""Suppliers keep the same baseline as you do, and it is checked (VEN-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="supplier_baseline",
    rows=("VEN-01",),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Suppliers keep the same baseline as you do, and it is checked",
    why="A supplier with access is part of your wall, whatever the contract says. The same few requirements for all, checked each year, keep the chain from breaking at its cheapest link.",
    fix=(
        "Write one page of requirements: second factor, repairs in time, backups, notice of incidents, leavers.",
        "Ask every supplier with access to your systems or data to show how each one is met, not only to say so.",
        "Note the answers with a date, and end or limit access where the baseline is not met.",
    ),
    question="Do you meet our security baseline, and what can you show for each point?",
    effort=Effort(hours=(8, 40), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:46, 2:51; NIST CSF 2.0 GV.SC-05, GV.SC-07",
    threats=(Against("T18", Part.NECESSARY),),
    key=Key.DOCUMENT,
)
