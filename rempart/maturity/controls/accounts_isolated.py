"""Each account on the server is closed off from the others (ISO-02)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="accounts_isolated",
    rows=("ISO-02",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.HOST,
    side=Side.HOST,
    title="Each account on the server is closed off from the others",
    why="On shared hosting a break-in next door can become yours when accounts can read each other's files. Isolation keeps a neighbour's trouble with the neighbour.",
    fix=(
        "Ask your host how accounts are separated: separate system users, CageFS, containers or virtual machines.",
        "From one of your own accounts, try to list the folders of another of your own accounts; it should be refused.",
        "If the host cannot say, move to an offer that names its isolation in writing.",
    ),
    question="Do you isolate the accounts from each other at the level of the server, and by what means?",
    effort=Effort(hours=(1, 8), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:91, 1:107; NIST SP 800-53 SC-7(21), SC-39",
    threats=(Against("T08", Part.NECESSARY),),
    key=Key.AGENT,
    voided_by=("host_changed",),
)
