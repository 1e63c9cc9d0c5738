"""Level 1, BAK-01: it is known where the backups lie and who can reach them."""

from rempart.facts.backup_copy import BackupCopy
from rempart.maturity.core.backup_rule import judge_place
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="backup_place_known",
    rows=("BAK-01",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION, Proof.DOCUMENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Where the backup lies is known",
    why="A backup on the same server is lost together with the site, and whoever breaks in reaches both. Only someone who knows the place can judge that risk.",
    fix=(
        "Ask the host in which data centre the backups lie, and whether that is the server of the site.",
        "Write down the place, the account that can delete them, and how long they are kept.",
        "If they lie on the same server, arrange a second place; level 3 asks for it.",
    ),
    question="Where are our backups stored, and are they on the same server as the site?",
    effort=Effort((0.2, 1), (0, 0), "project estimate, not measured: one question to the host"),
    source="Guide 1:47, 1:61; CIS Controls 8.1 no. 11.3 (protect recovery data)",
    threats=(Against("T11", Part.DETECTS),),
    key=Key.BACKUP,
    voided_by=("host_changed",),
    needs=(Need(BackupCopy, 26 * HOUR_S, judge_place),),
    says={
        "known": "{snapshots} snapshots were seen on {where} ({medium}).",
    },
)
