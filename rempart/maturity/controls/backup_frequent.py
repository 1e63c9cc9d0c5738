"""A backup is made at least every six hours (BAK-05)."""

from rempart.facts.backup_run import BackupRun
from rempart.maturity.core.backup_rule import judge_frequent
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="backup_frequent",
    rows=("BAK-05",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="A backup is made at least every six hours",
    why="Everything that happened since the last backup is lost with the site: orders, comments, new pages. The shorter the interval, the less you ask your customers to tell you again.",
    fix=(
        "Set the backup of the database to every six hours or shorter, and of the files to every day or after each change.",
        "Use incremental backups, so that a short interval costs little space and time.",
        "Look once a week at the age of the newest backup, or let a notice tell you when one is late.",
    ),
    question="How often are backups made, and how much work would I lose at worst?",
    effort=Effort(hours=(1, 3), cost_year_minor=(0, 18000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:90; NIST CSF 2.0 PR.DS-11; NIST SP 800-53 CP-9",
    threats=(Against("T11", Part.NECESSARY), Against("T12", Part.DETECTS), Against("T10", Part.DETECTS)),
    key=Key.BACKUP,
    document_max_age_s=30 * DAY_S,
    voided_by=("host_changed",),
    needs=(Need(BackupRun, 6 * HOUR_S + 1_800, judge_frequent),),
    says={
        "rare": "The longest gap between two snapshots was {hours} hours.",
        "young": "Snapshots have been made for {hours} hours only; a day is looked at.",
        "frequent": "Within a day no gap was longer than {hours} hours.",
    },
)
