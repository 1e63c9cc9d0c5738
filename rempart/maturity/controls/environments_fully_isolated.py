"""Live, test and administration are fully apart (ISO-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="environments_fully_isolated",
    rows=("ISO-03",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.HOST,
    side=Side.HOST,
    title="Live, test and administration are fully apart",
    why="Test systems have weaker passwords and older software, so they are the side door to the live site. Full separation leaves that door leading nowhere.",
    fix=(
        "Give live, test and administration their own networks, accounts, keys and databases.",
        "Use no live data in test, or only masked.",
        "Try from the test system to reach the live database and the administration network: both must be refused.",
    ),
    question="What do the live, test and administration environments share, down to keys, networks and storage?",
    effort=Effort(hours=(8, 40), cost_year_minor=(120000, 1200000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:133; NIST SP 800-53 SC-7(21), CM-4(1)",
    threats=(Against("T08", Part.PREVENTS), Against("T24", Part.NECESSARY)),
    key=Key.AGENT,
    exercise_exists=True,
    voided_by=("host_changed",),
)
