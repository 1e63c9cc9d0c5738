"""No account that works every day can delete the backups (BAK-09)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="backups_out_of_reach",
    rows=("BAK-09",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="No account that works every day can delete the backups",
    why="Whoever asks for ransom destroys the backups first, with the accounts found on the way. A copy that nobody can change for a fixed time, not even an administrator, takes that lever away.",
    fix=(
        "Keep one copy in a store that only accepts new data and locks what it holds for at least 30 days.",
        "Use for it an account and a sign-in that exist nowhere else, with a second factor.",
        "Try once a quarter, with the backup tool's own account, to delete a copy: it must be refused.",
    ),
    question="Can anyone, your administrators included, delete or change my backups before their time is up?",
    effort=Effort(hours=(8, 40), cost_year_minor=(6000, 240000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:240; NIST CSF 2.0 PR.DS-11; NIST SP 800-53 CP-9(3)",
    threats=(Against("T12", Part.NECESSARY), Against("T11", Part.PREVENTS)),
    key=Key.BACKUP,
    exercise_exists=True,
    document_max_age_s=90 * DAY_S,
    voided_by=("host_changed",),
)
