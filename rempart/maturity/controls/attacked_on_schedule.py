"""The site is attacked on schedule, by someone you asked (PT-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="attacked_on_schedule",
    rows=("PT-01",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="The site is attacked on schedule, by someone you asked",
    why="Walls look strong from inside. A commissioned attack every quarter shows the way in before someone else takes it.",
    fix=(
        "Commission a test every quarter, with written consent of owner and host, a window of time and a person to call.",
        "Change the testers or the method from time to time.",
        "Keep the report with date, scope and author, and have someone else review it.",
    ),
    question="Do you allow and support regular penetration tests, and may I see the last report?",
    effort=Effort(
        hours=(8, 24),
        cost_year_minor=(300000, 2400000),
        source="public day rates for penetration tests, four tests a year; not measured",
    ),
    source="guide 1:135; NIST SP 800-53 CA-8; PCI DSS 4.0.1 11.4",
    threats=(Against("T05", Part.DETECTS), Against("T24", Part.DETECTS)),
    key=Key.DOCUMENT,
    exercise_exists=True,
    document_max_age_s=90 * DAY_S,
    voided_by=("host_changed",),
)
