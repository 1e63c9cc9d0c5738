"""Access follows the role, and data are kept in partitions (ZT-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="access_by_role_and_partition",
    rows=("ZT-02",),
    dimension=Dimension.WATCH,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Access follows the role, and data are kept in partitions",
    why="When one account can read everything, one leak is everything. Roles that see only their part, suppliers' roles included, put an end to each loss.",
    fix=(
        "Describe the roles that really exist, suppliers included, and what each needs to see.",
        "Divide data by customer, country or purpose, with keys of their own.",
        "Try with a test account of each role that the neighbouring partition is refused.",
    ),
    question="Which of your roles can see my data, and are my data kept apart from other customers'?",
    effort=Effort(hours=(24, 120), cost_year_minor=(0, 600000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:52; NIST CSF 2.0 PR.AA-05; NIST SP 800-207",
    threats=(Against("T18", Part.NECESSARY), Against("T16", Part.PREVENTS), Against("T22", Part.PREVENTS)),
    key=Key.AGENT,
    exercise_exists=True,
)
