"""What users do on the site is recorded (LOG-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="user_activity_recorded",
    rows=("LOG-01",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION, Proof.AGENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="What users do on the site is recorded",
    why="After an incident the first question is who did what, and when. Sign-ins, changes of rights, edits and exports on record answer it in minutes instead of never.",
    fix=(
        "Record sign-ins and failed tries, new users, changes of roles, plug-in and theme changes, edits and exports.",
        "Keep with each entry the time, the account and the address it came from, and no passwords.",
        "Tell your staff what is recorded, why, and for how long.",
    ),
    question="Do you record what users do on the site, and can I read that record myself?",
    effort=Effort(hours=(2, 6), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:114; NIST CSF 2.0 PR.PS-04; NIST SP 800-53 AU-2, AU-12",
    threats=(Against("T02", Part.DETECTS), Against("T06", Part.DETECTS), Against("T16", Part.DETECTS)),
    key=Key.COMPANION,
    voided_by=("host_changed",),
)
