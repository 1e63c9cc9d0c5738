"""Targets for recovery are set, and the last drill met them (BCP-02)."""

from rempart.facts.backup_targets import BackupTargets
from rempart.maturity.core.backup_rule import judge_targets
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="recovery_targets_met",
    rows=("BCP-02",),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Targets for recovery are set, and the last drill met them",
    why="How long may the site be away, and how much work may be lost? Only when both numbers are set and measured can anybody say whether the backups are good enough.",
    fix=(
        "Set both with whoever answers for sales: the longest time away, and the largest loss of data.",
        "Measure both in every restore drill, with a clock and a real copy.",
        "If a target is missed, change the backup or the target, and say which.",
    ),
    question="Which times for recovery do you promise in writing, and which did you reach in your last drill?",
    effort=Effort(hours=(4, 16), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:217; NIST SP 800-34 section 3.2",
    threats=(Against("T11", Part.DETECTS), Against("T12", Part.DETECTS)),
    key=Key.BACKUP,
    document_max_age_s=30 * DAY_S,
    needs=(Need(BackupTargets, 2 * DAY_S, judge_targets),),
    says={
        "missed": "{missed} of {targets} sites with targets missed them in one of their last three restores and drills.",
        "no_targets": "No targets for recovery are set yet.",
        "some_in_time": "{met} of {sites} sites met their targets; {open} have not been tried.",
        "in_time": "All {sites} sites met their targets in their last three restores and drills.",
    },
)
