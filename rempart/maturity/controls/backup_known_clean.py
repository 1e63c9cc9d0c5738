"""The backup to restore from is known to be clean (BAK-05)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="backup_known_clean",
    rows=("BAK-05",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="The backup to restore from is known to be clean",
    why="Intruders often stay unseen for weeks, and then the newest backups hold their back door too. A copy that has been scanned, and older copies to fall back on, save you from restoring the intruder.",
    fix=(
        "Scan every backup for malware, or restore it to a scratch copy and scan that.",
        "Keep copies of at least the last 30 days, so that one from before the intrusion is left.",
        "Note with each copy when it was scanned and with which result.",
    ),
    question="Do you check backups for malware before a restore, and how far back do the copies go?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 12000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:90; NIST CSF 2.0 RC.RP-03",
    threats=(Against("T07", Part.DETECTS), Against("T11", Part.PREVENTS), Against("T12", Part.DETECTS)),
    key=Key.BACKUP,
    document_max_age_s=30 * DAY_S,
    voided_by=("host_changed",),
)
