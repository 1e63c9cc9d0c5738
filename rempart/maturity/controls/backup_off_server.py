"""Backups are kept away from the server, in another data centre (BAK-02, BAK-05, BAK-06)."""

from rempart.facts.backup_copy import BackupCopy
from rempart.maturity.core.backup_rule import judge_off_server
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="backup_off_server",
    rows=("BAK-02", "BAK-05", "BAK-06"),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Backups are kept away from the server, in another data centre",
    why="A copy that sits on the same server goes down with it, and an intruder on the server reaches both. A copy elsewhere is what is left after a fire, a seizure or a wipe.",
    fix=(
        "Ask in which data centre the backups are kept; it should not be the one of the site.",
        "If the host keeps them on the same server, send your own copy to a storage service with another provider.",
        "Give that storage an account of its own, whose password is not kept on the server.",
        "Restore once from that copy alone, as if the server no longer existed.",
    ),
    question="Are the backups stored off site, with which provider and in which data centre?",
    effort=Effort(hours=(1, 4), cost_year_minor=(2400, 24000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:47, 1:90, 1:106; NIST SP 800-53 CP-6, CP-9",
    threats=(Against("T11", Part.NECESSARY), Against("T12", Part.PREVENTS)),
    key=Key.BACKUP,
    outside=True,
    document_max_age_s=30 * DAY_S,
    voided_by=("host_changed",),
    needs=(Need(BackupCopy, 6 * HOUR_S + 1_800, judge_off_server),),
    says={
        "old": "The newest snapshot elsewhere is {hours} hours old.",
        "same": "{snapshots} snapshots lie on another machine, but nobody has said that it is another data centre.",
        "away": "{snapshots} snapshots were seen in another data centre, the newest at most {hours} hours old.",
    },
)
