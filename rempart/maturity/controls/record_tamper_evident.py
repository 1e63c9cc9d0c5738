"""A change to the record cannot stay unnoticed (LOG-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="record_tamper_evident",
    rows=("LOG-02",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION, Proof.AGENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="A change to the record cannot stay unnoticed",
    why="Whoever breaks in tidies up afterwards, and a record they can edit tells their story. When entries are chained and a witness elsewhere holds the chain's head, any change shows.",
    fix=(
        "Send the records at once to a place the web server cannot change, such as an append-only store.",
        "Chain the entries by cryptography, and let a second party keep the signed head of the chain.",
        "Verify the chain from outside once a day, and be told when it breaks.",
    ),
    question="Can the logs be altered, by you or by an intruder, without anyone noticing?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 12000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:126; NIST SP 800-53 AU-9, AU-9(3)",
    threats=(Against("T23", Part.NECESSARY),),
    key=Key.AGENT,
    outside=True,
    voided_by=("host_changed",),
)
