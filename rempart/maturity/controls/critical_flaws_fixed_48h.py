"""Critical flaws are repaired within 48 hours (PAT-01, PAT-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="critical_flaws_fixed_48h",
    rows=("PAT-01", "PAT-03"),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Critical flaws are repaired within 48 hours",
    why="Weeks or months between a repair and its installation are usual, and attackers count on them. Two days, with test and approval included, are possible when the way is prepared.",
    fix=(
        "Have new flaws in your components reported to a named person, at weekends too.",
        "Prepare test, approval and installation so that they take one command each.",
        "Measure the time from publication to installation for every critical flaw, and look at those over 48 hours.",
    ),
    question="Within how many hours do you install repairs for critical flaws, measured over the last year?",
    effort=Effort(hours=(4, 24), cost_year_minor=(0, 240000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:101, 2:106; NIST CSF 2.0 ID.RA-01, PR.PS-02; NIST SP 800-53 SI-2",
    threats=(Against("T04", Part.NECESSARY), Against("T19", Part.NECESSARY)),
    key=Key.COMPANION,
    document_max_age_s=90 * DAY_S,
)
