"""Every user proves who they are at every step (ZT-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="every_user_verified",
    rows=("ZT-01",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.OUTSIDE, Proof.OWN_DEFENCE),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Every user proves who they are at every step",
    why="A stolen session is worthless when the next step asks again. No network, office or job title is trusted by itself, and there are no exceptions.",
    fix=(
        "Put a sign-in with a phishing-resistant second factor in front of everything that is not public, the host's panel and the database tool included.",
        "Ask again for risky steps such as new administrators, exports and payments.",
        "End exceptions for old accounts and for people in charge, and try from outside that none is left.",
    ),
    question="Is every person verified at every step, your own administrators included, and which exceptions exist?",
    effort=Effort(hours=(8, 40), cost_year_minor=(60000, 600000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:132; NIST SP 800-207 section 2.1; NIST CSF 2.0 PR.AA-03",
    threats=(Against("T03", Part.NECESSARY), Against("T24", Part.NECESSARY)),
    key=Key.OWNERSHIP,
    outside=True,
    exercise_exists=True,
    voided_by=("edge_changed", "host_changed"),
)
