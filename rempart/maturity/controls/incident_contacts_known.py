"""Whom to call in an incident is written down and within reach (IR-01, IR-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="incident_contacts_known",
    rows=("IR-01", "IR-02"),
    dimension=Dimension.WATCH,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Whom to call in an incident is written down and within reach",
    why="In an incident the mail may be down and the address book with it. A sheet of paper with numbers, and with what may be told to whom, is worth more than a handbook.",
    fix=(
        "Write down host, payment provider, insurer, authority and your own people, each with a telephone number.",
        "Add who may speak outside, and what must not be told before it is certain.",
        "Print it, keep it at two places, and call one number each quarter to see that it is right.",
    ),
    question="Which number do I call at night in an incident, and what do you need to know from me?",
    effort=Effort(hours=(1, 3), cost_year_minor=(0, 0), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:82, 2:156; NIST CSF 2.0 ID.IM-04, RS.CO-02",
    threats=(Against("T12", Part.DETECTS), Against("T23", Part.DETECTS)),
    key=Key.DOCUMENT,
)
