"""There are three copies, on two kinds of media, one of them offline (BAK-08)."""

from rempart.facts.backup_three import BackupThree
from rempart.maturity.core.backup_rule import judge_three
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="three_two_one_backup",
    rows=("BAK-08",),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="There are three copies, on two kinds of media, one of them offline",
    why="Copies fail together when they stand together. Three copies on two kinds of media, one of them switched off from every network, leave no single accident that takes them all.",
    fix=(
        "Count: the site itself, a backup with another provider, and one copy that no network reaches.",
        "Write the offline copy once a week, and take the medium off afterwards.",
        "Restore from the offline copy once a quarter, and note how old it was.",
    ),
    question="How many copies of my data exist, on which media, and which of them is offline?",
    effort=Effort(hours=(3, 12), cost_year_minor=(6000, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:240; NIST CSF 2.0 PR.DS-11",
    threats=(Against("T11", Part.PREVENTS), Against("T12", Part.DETECTS)),
    key=Key.BACKUP,
    document_max_age_s=90 * DAY_S,
    voided_by=("host_changed",),
    needs=(Need(BackupThree, 2 * DAY_S, judge_three),),
    says={
        "no_site": "There is no site yet.",
        "some_stand": "{standing} of {sites} sites stand on three copies, two media and one out of reach; {without} have no fresh copy.",
        "all_stand": "All {sites} sites stand on three copies, two media and one out of reach.",
    },
)
