"""Every connection is verified on both ends (ZT-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="every_connection_verified",
    rows=("ZT-01",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.OUTSIDE, Proof.OWN_DEFENCE),
    scope=Scope.HOST,
    side=Side.BOTH,
    title="Every connection is verified on both ends",
    why="Inside a trusted network one broken service can talk to all others. When each connection, also between your own servers, must show who it is, a break-in stays where it began.",
    fix=(
        "Encrypt all connections between site, database, storage and tools, with both sides showing a certificate.",
        "Refuse by default, and allow each pair of services by name.",
        "Try from a machine without a certificate that nothing but the public page answers.",
    ),
    question="Are connections between your own systems verified on both sides, and what is refused by default?",
    effort=Effort(hours=(8, 40), cost_year_minor=(36000, 480000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:132; NIST SP 800-207 section 2.1; NIST CSF 2.0 PR.AA-03, PR.IR-01",
    threats=(Against("T03", Part.PREVENTS), Against("T24", Part.NECESSARY), Against("T22", Part.PREVENTS)),
    key=Key.OWNERSHIP,
    outside=True,
    exercise_exists=True,
    voided_by=("edge_changed", "host_changed", "address_changed"),
)
