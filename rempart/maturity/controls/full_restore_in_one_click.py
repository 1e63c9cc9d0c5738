"""The whole site comes back with one action (BAK-07, SELF-01)."""

from rempart.facts.backup_restore import BackupRestore
from rempart.facts.fire_drill import FireDrill
from rempart.maturity.core.backup_rule import judge_one_click
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.drill_rule import judge_drilled
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="full_restore_in_one_click",
    rows=("BAK-07", "SELF-01"),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="The whole site comes back with one action",
    why="In an emergency nobody has time to put together core, plug-ins, themes, database and media from five places. One action that brings everything back, tried within the last 30 days, makes it an interruption and no more.",
    fix=(
        "Choose a backup that holds all five parts: core, plug-ins, themes, database and media.",
        "Restore it to a scratch copy with a single command or button, and compare pages, orders and pictures.",
        "Write down how long it took, and repeat the trial every month.",
    ),
    question="Can I restore the whole site, with core, plug-ins, themes, database and media, in one click?",
    effort=Effort(hours=(2, 6), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:149; NIST CSF 2.0 RC.RP-05; NIST SP 800-53 CP-10",
    threats=(
        Against("T07", Part.DETECTS),
        Against("T10", Part.DETECTS),
        Against("T11", Part.DETECTS),
        Against("T12", Part.DETECTS),
    ),
    key=Key.BACKUP,
    document_max_age_s=30 * DAY_S,
    voided_by=("host_changed",),
    needs=(Need(BackupRestore, 30 * DAY_S, judge_one_click), Need(FireDrill, 30 * DAY_S, judge_drilled)),
    says={
        "drill_failed": "In the last fire drill the copy of the site did not work: {step}.",
        "drilled": "A fire drill brought {files} files and {rows} rows back; after {minutes} min pages, sign-in and media worked.",
        "part": "Only a part was restored, in {minutes} minutes.",
        "folder": "{files} files and {rows} rows came back into a folder, not yet to where the site stands.",
        "whole": "{files} files and {rows} rows were brought back whole by one action, in {minutes} minutes.",
    },
)
