"""Level 1, BAK-04 and SELF-03: a restore was done once to a scratch copy, and timed."""

from rempart.facts.backup_restore import BackupRestore
from rempart.facts.fire_drill import FireDrill
from rempart.maturity.core.backup_rule import judge_restored
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.drill_rule import judge_drilled
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="restore_time_known",
    rows=("BAK-04", "SELF-03"),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="A restore was done once and timed",
    why="A backup that was never restored is a hope. One timed restore shows that it works and how long you would be closed.",
    fix=(
        "Restore the newest backup to a scratch copy, never over the live site.",
        "Note the time from the first click to a working front page and sign-in.",
        "Keep the copy closed to strangers and delete it the same day.",
    ),
    question="How long does it take to restore our whole site, and when did you last try?",
    effort=Effort((1, 4), (0, 0), "project estimate, not measured: one restore to a scratch copy"),
    source="Guide 1:62, 1:151; CIS Controls 8.1 no. 11.5 (test data recovery); ISO/IEC 27001:2022 A.8.13",
    threats=(Against("T10", Part.DETECTS), Against("T11", Part.DETECTS)),
    key=Key.BACKUP,
    voided_by=("host_changed",),
    needs=(Need(BackupRestore, 90 * DAY_S, judge_restored), Need(FireDrill, 90 * DAY_S, judge_drilled)),
    says={
        "drill_failed": "In the last fire drill the copy of the site did not work: {step}.",
        "drilled": "A fire drill brought {files} files and {rows} rows back; after {minutes} min pages, sign-in and media worked.",
        "timed": "A restore of {files} files and {rows} rows was done and took {minutes} minutes.",
        "part": "Only a part was restored, in {minutes} minutes.",
    },
)
