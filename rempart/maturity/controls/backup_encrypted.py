"""Backups are encrypted with a key that you hold (BAK-06)."""

from rempart.facts.backup_copy import BackupCopy
from rempart.maturity.core.backup_rule import judge_encrypted
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="backup_encrypted",
    rows=("BAK-06",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Backups are encrypted with a key that you hold",
    why="A backup holds everything the site holds: customers, passwords in scrambled form, keys of other services. Whoever finds an unencrypted copy has it all, without touching the site.",
    fix=(
        "Switch on encryption in the backup tool, before the copy leaves the server.",
        "Keep the key in two places that are neither the server nor the backup storage, for example a password manager and a sealed envelope.",
        "Delete the old unencrypted copies once a new encrypted one has been restored successfully.",
    ),
    question="Are the off-site backups encrypted, and who holds the key?",
    effort=Effort(hours=(0.5, 2), cost_year_minor=(0, 6000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:106; NIST CSF 2.0 PR.DS-01; NIST SP 800-53 CP-9(8)",
    threats=(Against("T16", Part.PREVENTS), Against("T18", Part.PREVENTS)),
    key=Key.BACKUP,
    document_max_age_s=30 * DAY_S,
    voided_by=("host_changed",),
    needs=(Need(BackupCopy, 26 * HOUR_S, judge_encrypted),),
    says={
        "open": "A copy is not encrypted.",
        "no_key": "The copies are encrypted, but nobody has taken the two shares of the key yet.",
        "sealed": "The copies are encrypted, and the two shares of the key were handed over.",
    },
)
