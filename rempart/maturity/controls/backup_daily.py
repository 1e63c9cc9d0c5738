"""Level 1, BAK-01 and BAK-03: files and database are backed up every day without anyone's hand."""

from rempart.facts.backup_run import BackupRun
from rempart.maturity.core.backup_rule import judge_daily
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="backup_daily",
    rows=("BAK-01", "BAK-03"),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="A backup every day",
    why="After a failed update, a break-in or a dead disk, the newest backup decides how much work and how many orders are lost. A day is the most that a basic site should put at stake.",
    fix=(
        "Switch on a daily automatic backup of files and database, at the host or in a backup plug-in.",
        "Have a message sent when a backup fails, not only when it succeeds.",
        "Look once at the newest backup: it must hold the database and the uploads.",
    ),
    question="How often is our site backed up without our doing, and does that include the database?",
    effort=Effort(
        (0.5, 3), (0, 6_000), "project estimate, not measured: included in many plans, else a few euros a month"
    ),
    source="Guide 1:24, 1:47, 1:61; CIS Controls 8.1 no. 11.2; ISO/IEC 27001:2022 A.8.13",
    threats=(Against("T10", Part.DETECTS), Against("T11", Part.DETECTS)),
    key=Key.BACKUP,
    voided_by=("host_changed",),
    needs=(Need(BackupRun, 26 * HOUR_S, judge_daily),),
    says={
        "too_old": "The newest snapshot is {hours} hours old.",
        "half": "The newest snapshot holds {files} files and {rows} rows: one half of the site is missing.",
        "daily": "The newest snapshot is at most {hours} hours old and holds {files} files and {rows} rows.",
    },
)
